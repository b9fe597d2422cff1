import Equations
import Tensors
import Terms

/// Images in another size, as operations.
extension OperationCall {
  /// Keras 3 brings the result back to the image's format; TensorFlow's function gives single precision.
  func resized() throws -> Term {
    let x = try operands(["images"])[0]
    try refuseChannelsFirst()
    try without("preserve_aspect_ratio")
    let (crops, pads) = try (flag("crop_to_aspect_ratio"), flag("pad_to_aspect_ratio"))
    guard !(crops && pads) else {
      throw misuse("with both crop_to_aspect_ratio and pad_to_aspect_ratio")
    }
    if let mode = try word("fill_mode"), mode != "constant" {
      throw misuse("with fill_mode=\(mode) is not supported")
    }
    let filling = try number("fill_value") ?? 0
    guard x.shape.rank == 3 else { throw misuse("of samples \(x.shape), which are no images") }
    guard let size = try integers("size"), size.count == 2,
      size.allSatisfy({ (1..<1 << 24).contains($0) })
    else { throw misuse("to a size that is not known") }
    let word = try word("interpolation") ?? word("method") ?? "bilinear"
    guard let interpolation = Interpolation(rawValue: isTensorFlow ? word.lowercased() : word),
      isTensorFlow || interpolation.isInKeras3
    else { throw misuse("with \(word) is not supported") }
    let resizing = ImageResizing(
      height: size[0], width: size[1], interpolation: interpolation,
      antialias: try flag("antialias"))
    func made(_ x: Term) throws -> Term {
      if crops { return try SmartResizing(resizing: resizing).term(x, eq) }
      return pads
        ? try PaddedResizing(resizing: resizing, filling: filling).term(x, eq)
        : try resizing.term(x, eq)
    }
    let isSame = size == Array(x.shape.dims.prefix(2)) && !crops && !pads
    guard !isSame else { return x }
    guard interpolation != .nearest else { return try made(x) }
    let (own, wide) = (dtype(of: x), eq.precision ?? .float32)
    let y = try made(own == wide ? x : x(Cast(wide)))
    guard own != wide, !isTensorFlow else { return y }
    return own.isFloat ? y(Cast(own)) : own.saturated(try eq("y_fractional", y))
  }

  /// Stretched and moved along some axes, `y = Σ W·x` along each: places beyond the edges are 0.
  func scaledAndMoved() throws -> Term {
    let x = try operands(["images"])[0]
    let rank = x.shape.rank
    guard dtype(of: x).isFloat else {
      throw misuse(
        "of whole numbers: Keras keeps them between the least and the greatest of all samples")
    }
    let places = try places("spatial_dims", rank: rank)
    guard
      let shape = try argument(["output_shape"], at: 1).map({ try lengths($0, "output_shape") }),
      shape.count == rank + 1,
      shape.dropFirst().allSatisfy({ (1..<1 << 16).contains($0.known ?? 0) })
    else { throw misuse("to a shape that is not known") }
    guard let given = argument(["scale"], at: 2), let moved = argument(["translation"], at: 3),
      let scales = array(given, beside: .float32), let shifts = array(moved, beside: .float32),
      scales.shape == [places.count], shifts.shape == [places.count]
    else { throw misuse("by other than \(places.count) numbers of the file is not supported") }
    let word = try word("method") ?? "linear"
    guard let kernel = ResizingKernel(method: word) else {
      throw misuse("with method=\(word) is not supported")
    }
    let antialias = try flag("antialias", default: true)
    let own = dtype(of: x)
    return try places.enumerated().reduce(x) { y, pair in
      let (number, axis) = pair
      let moving = MovedWeights(
        from: y.shape[axis], to: shape[axis + 1].fixed, scale: Float(scales.elements[number]),
        translation: Float(shifts.elements[number]), kernel: kernel, antialias: antialias)
      let W = try eq.constant(.numbered("W", number + 1), [moving.from, moving.to], own) {
        moving.elements.map { own.rounded(Double($0)) }
      }
      let order = (0..<rank).filter { $0 != axis } + [axis]
      let back = (0..<rank).map { $0 < axis ? $0 : $0 == axis ? rank - 1 : $0 - 1 }
      return try eq(.numbered("r", number + 1), (y(Permute(order)) • W)(Permute(back)))
    }
  }
}
