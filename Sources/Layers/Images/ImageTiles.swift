import Tensors

/// An image cut into a grid of tiles, the last of which may reach beyond its end; which tiles are next to a pixel, and how near.
struct ImageTiles {
  /// How many tiles there are along each axis, and how long each is.
  let rows, columns, height, width: Int
  let channels: Int

  /// Nil where a tile would reach further beyond the end than the image is long.
  init?(_ image: Shape, _ grid: (rows: Int, columns: Int)) {
    (rows, columns, channels) = (grid.rows, grid.columns, image[2])
    (height, width) = ((image[0] + rows - 1) / rows, (image[1] + columns - 1) / columns)
    guard image.count > 0, height * rows - image[0] <= image[0],
      width * columns - image[1] <= image[1],
      let count = Shape([rows, columns, channels, 256]).checkedCount, count < 1 << 24
    else { return nil }
  }

  /// The image's length with what is filled up.
  var whole: Shape { [height * rows, width * columns, channels] }

  /// Where the 256 numbers of the tile of each pixel begin.
  var own: [Double] {
    places({ $0 / height }, { $0 / width })
  }

  /// Where those of a tile near to each pixel begin: the one before it or the one behind it, along both axes.
  func near(down: Int, right: Int) -> [Double] {
    places(
      { min(max(Int(ImageTiles.place($0, height).rounded(.down)) + down, 0), rows - 1) },
      { min(max(Int(ImageTiles.place($0, width).rounded(.down)) + right, 0), columns - 1) })
  }

  /// How much the tile behind counts, of each row and of each column.
  var weights: (down: [Double], right: [Double]) {
    func share(_ index: Int, _ length: Int) -> Double {
      // As Keras rounds: counted from a tile before the first.
      let place = ImageTiles.place(index, length) + 1
      return Double(place - place.rounded(.down))
    }
    return (
      (0..<height * rows).map { share($0, height) }, (0..<width * columns).map { share($0, width) }
    )
  }

  /// Where a pixel lies between the middles of tiles.
  private static func place(_ index: Int, _ length: Int) -> Float {
    (Float(index) - Float(length) / 2) / Float(length)
  }

  private func places(_ row: (Int) -> Int, _ column: (Int) -> Int) -> [Double] {
    (0..<height * rows).flatMap { y in
      (0..<width * columns).flatMap { x in
        (0..<channels).map { Double(((row(y) * columns + column(x)) * channels + $0) * 256) }
      }
    }
  }
}
