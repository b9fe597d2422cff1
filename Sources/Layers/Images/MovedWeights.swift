/// What every place of a stretched and moved axis takes of the places that the axis had, as Keras works it out, in single
/// precision; nothing beyond the edges.
struct MovedWeights {
  let from, to: Int
  let scale, translation: Float
  let kernel: ResizingKernel
  let antialias: Bool

  /// The matrix (from, to), row by row.
  var elements: [Float] {
    let inverse = 1 / scale
    let width = antialias ? max(inverse, 1) : 1
    var elements = [Float](repeating: 0, count: from * to)
    for place in 0..<to {
      let middle = (Float(place) + 0.5) * inverse - translation * inverse - 0.5
      guard middle >= -0.5, middle <= Float(from) - 0.5 else { continue }
      let weights = (0..<from).map { kernel.weight(abs(middle - Float($0)) / width) }
      let total = weights.reduce(0, +)
      guard abs(total) > 1000 * Float.ulpOfOne else { continue }
      for source in 0..<from { elements[source * to + place] = weights[source] / total }
    }
    return elements
  }
}

extension ResizingKernel {
  /// The one that Keras calls so when it stretches and moves images.
  init?(method: String) {
    switch method {
    case "linear", "bilinear", "trilinear", "triangle": self = .triangle
    case "cubic", "bicubic", "tricubic": self = .cubic
    case "lanczos3": self = .lanczos(3)
    case "lanczos5": self = .lanczos(5)
    default: return nil
    }
  }
}
