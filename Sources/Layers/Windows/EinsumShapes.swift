import Tensors

/// How long the kernel and the bias of an EinsumDense are, worked out as Keras does.
struct EinsumShapes {
  private let einsum: Einsum
  /// The lengths of a sample's axes.
  private let input: [Int]
  /// The lengths of the result's axes after the batch's, by their places; nil where they are left open.
  private let result: [Int?]

  init(_ einsum: Einsum, input: [Int], outputs: [Int?]) {
    self.einsum = einsum
    self.input = input
    let more = max(einsum.elided, 0)
    if einsum.isElidedInFront {
      // One of them is the batch's. Each is put in front of those before it.
      result = input.prefix(max(more - 1, 0)).reversed() + outputs
    } else {
      result = outputs + input.suffix(more)
    }
  }

  /// W's shape; nil where a length is said nowhere.
  var kernel: Shape? {
    var dims: [Int] = []
    for letter in einsum.kernel {
      guard let length = length(letter) else { return nil }
      dims.append(length)
    }
    return Shape(dims)
  }

  private func length(_ letter: Character) -> Int? {
    if let place = einsum.output.firstIndex(of: letter), result.indices.contains(place),
      let length = result[place]
    {
      return length
    }
    guard let place = einsum.input.firstIndex(of: letter), input.indices.contains(place) else {
      return nil
    }
    return input[place]
  }

  /// b's shape along some of the result's axes, 1 along those between and behind them; nil where a length is said nowhere.
  func bias(_ axes: [Character]) -> Shape? {
    guard let first = einsum.output.firstIndex(where: axes.contains) else { return .scalar }
    var dims: [Int] = []
    for letter in einsum.output[first...] {
      guard axes.contains(letter) else {
        dims.append(1)
        continue
      }
      guard let length = length(letter) else { return nil }
      dims.append(length)
    }
    return Shape(dims)
  }
}
