import Equations
import Tensors
import Terms

/// `y = T[k]`: each brightness k of an image, 0…255, by how many pixels of its tile are darker, between the four tiles next
/// to it.
///
/// n counts the pixels of each brightness in each tile; what is above a limit is shared among all. C adds them up, and T
/// stretches that from 0 to 255. It does so in training and at inference alike.
struct ContrastLimitedEqualization: UnaryLayer {
  static let classNames = ["ContrastLimitedAdaptiveHistogramEqualization"]
  private let low, high: Double
  private let limit: Double
  private let grid: (rows: Int, columns: Int)
  private let channels: Channels

  init(_ config: Config) throws {
    let range = try config.array("value_range") ?? ([2], [0, 255])
    guard range.shape == [2], range.elements[0] != range.elements[1] else {
      throw config.error("value_range", "two different numbers")
    }
    (low, high) = (range.elements[0], range.elements[1])
    limit = try config.double("clip_limit", default: 4)
    let tiles = try config.ints("tile_grid_size", default: [8, 8])
    guard tiles.count == 2, tiles.allSatisfy({ (1...1024).contains($0) }) else {
      throw config.error("tile_grid_size", "two numbers from 1 to 1024")
    }
    grid = (tiles[0], tiles[1])
    channels = try config.channels()
  }

  var keepsMask: Bool { false }
  var title: String { "ContrastLimitedAdaptiveHistogramEqualization(\(grid.rows)x\(grid.columns))" }
  var callArguments: [String] { ["data", "training"] }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(try eq.fractional(input), eq)
    guard x.shape.rank == 3, let tiles = ImageTiles(x.shape, grid) else {
      throw eq.obstacle(
        "its input is \(input.shape), and its \(grid.rows)x\(grid.columns) tiles reach too far beyond an image's end",
        "Feed larger images.")
    }
    let isUsual = low == 0 && high == 255
    let (a, b) = (Term.number(low), Term.number(high - low))
    let isPadded = tiles.whole != x.shape
    let own = x(Cast(.float32))
    var v = own
    if !isUsual {
      v = try eq("v", (own - a) / b * 255, "from 0 to 255")
    } else if isPadded {
      v = try eq("v", own, "in single precision")
    }
    let whole = try filled(v, to: tiles.whole, eq)
    let k = try eq(
      "k", .minimum(.maximum(whole(Cast(.int32)), 0), 255), "the brightness of each pixel")
    let T = try table(k, tiles, eq)
    let y = try between(k, T, tiles, eq)
    let cut = Slice([.range(0, x.shape[0], step: nil), .range(0, x.shape[1], step: nil)])
    let inside = y.shape == x.shape ? y : y(cut)
    let back = isUsual ? inside : inside / 255 * b + a
    let dtype = eq.dtype
    return try channels.equation("y", dtype == .float32 ? back : back(Cast(dtype)), eq)
  }

  /// The image with its ends mirrored, as long as its tiles.
  private func filled(_ x: Term, to whole: Shape, _ eq: Equations) throws -> Term {
    try (0..<2).reduce(x) { y, axis in
      let (length, missing) = (x.shape[axis], whole[axis] - x.shape[axis])
      guard missing > 0 else { return y }
      let before = [Slice.Index](repeating: .all, count: axis)
      let end = y(Slice(before + [.range(length - missing, length, step: nil)]))
      let (name, side): (Name, String) = axis == 0 ? ("v_d", "below") : ("v_r", "to the right")
      return try eq(
        name, .apply(Concatenate(axis: axis), [y, end(Flip(axis: axis))]),
        "its end \(side) mirrored, as long as the tiles")
    }
  }

  /// T (tiles · channels · 256, 1).
  private func table(_ k: Term, _ tiles: ImageTiles, _ eq: Equations) throws -> Term {
    let shape: Shape = [tiles.rows, tiles.columns, tiles.channels, 256]
    let pixels = Double(tiles.height * tiles.width)
    let own = try eq.constant("tile", tiles.whole, .int32) { tiles.own }
    let one = try eq.constant("one", [tiles.whole.count, 1], .float32, repeating: 1)
    let counted = Term.apply(ScatterAdd(shape.count), [one, (k + own)(Reshape([-1]))])
    var n = try eq(
      "n", counted(Reshape(shape.dims)), "how many pixels of a tile have each brightness")
    if limit > 0 {
      let most = Term.number(DType.float32.rounded(limit * pixels / 256))
      let c = try eq("c", .minimum(n, most), "at most the limit")
      let rest = (n - c)(Reduce(.sum, axes: [-1], keepsAxes: true))
      n = try eq("n_c", c + rest / 256, "and what was above it shared among all")
    }
    let C = try eq("C", n(CumulativeSum(axis: -1)), "how many are as dark or darker")
    let least = try eq("C_min", C(Reduce(.min, axes: [-1], keepsAxes: true)))
    let rest = .number(pixels) - least
    let span = Term.select(.apply(Equal(), [rest, 0]), 1, rest)
    let stretched = (C - least) * 255 / span
    return try eq(
      "T", Term.minimum(.maximum(stretched, 0), 255)(Reshape([shape.count, 1])),
      "stretched from 0 to 255")
  }

  /// The numbers of the four tiles next to each pixel, each as much as it is near.
  private func between(
    _ k: Term, _ T: Term, _ tiles: ImageTiles, _ eq: Equations
  ) throws -> Term {
    func corner(_ name: String, _ down: Int, _ right: Int) throws -> Term {
      let near = try eq.constant(Name("at_" + name), tiles.whole, .int32) {
        tiles.near(down: down, right: right)
      }
      return try eq(
        Name(name), Term.apply(Gather(), [T, k + near])(Reshape(tiles.whole.dims)),
        "by the tile \(down == 0 ? "above" : "below") to the \(right == 0 ? "left" : "right")")
    }
    let corners = (
      try corner("y_00", 0, 0), try corner("y_01", 0, 1), try corner("y_10", 1, 0),
      try corner("y_11", 1, 1)
    )
    let weights = tiles.weights
    let down = try eq.constant("w_y", [weights.down.count, 1, 1], .float32) { weights.down }
    let right = try eq.constant("w_x", [weights.right.count, 1], .float32) { weights.right }
    let above = try eq("above", corners.0 * (1 - right) + corners.1 * right)
    let below = try eq("below", corners.2 * (1 - right) + corners.3 * right)
    return try eq("y_c", above * (1 - down) + below * down, "each as much as it is near")
  }
}
