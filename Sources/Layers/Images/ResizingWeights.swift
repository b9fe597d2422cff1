/// What every place of a resized axis takes of the places that the axis had, as TensorFlow works it out: in float32, places
/// counted by their middles.
struct ResizingWeights {
  let from: Int
  let to: Int
  let interpolation: Interpolation
  let antialias: Bool

  /// The matrix (to, from), row by row.
  var elements: [Double] {
    var elements = [Double](repeating: 0, count: to * from)
    for place in 0..<to where from > 0 {
      for (source, weight) in row(place) { elements[place * from + source] += Double(weight) }
    }
    return elements
  }

  /// The one place that each place is a copy of, of the nearest.
  var nearest: [Int] {
    (0..<to).map { place in
      min(Int(((Float(place) + 0.5) * step).rounded(.down)), max(from - 1, 0))
    }
  }

  /// How far apart two places of the result are in the image.
  private var step: Float { Float(from) / Float(to) }

  private func row(_ place: Int) -> [(source: Int, weight: Float)] {
    switch interpolation {
    case .nearest: [(nearest[place], 1)]
    case .area: overlap(place)
    case .bilinear where !antialias: neighbours(place)
    case .bicubic where !antialias: tabled(place)
    default: spanned(place)
    }
  }

  /// The middle of a place, counted from the middle of the image's first.
  private func middle(_ place: Int) -> Float { (Float(place) + 0.5) * step - 0.5 }

  /// The two places on both sides.
  private func neighbours(_ place: Int) -> [(source: Int, weight: Float)] {
    let middle = middle(place)
    let below = middle.rounded(.down)
    let share = middle - below
    let left = max(Int(below), 0)
    let right = min(max(Int(middle.rounded(.up)), 0), from - 1)
    return [(min(left, from - 1), 1 - share), (right, share)]
  }

  /// The share of each place that the place covers.
  private func overlap(_ place: Int) -> [(source: Int, weight: Float)] {
    let (start, end) = (Float(place) * step, Float(place + 1) * step)
    return (Int(start)..<Int(end.rounded(.up))).map { source in
      let covered = min(Float(source + 1), end) - max(Float(source), start)
      return (min(source, from - 1), covered / step)
    }
  }

  /// Four places by a cubic, which TensorFlow keeps as a table of 1024 steps.
  private func tabled(_ place: Int) -> [(source: Int, weight: Float)] {
    let middle = middle(place)
    let below = Int(middle.rounded(.down))
    let offset = ((middle - Float(below)) * 1024).rounded(.toNearestOrEven) / 1024
    let weights = [1 + offset, offset, 1 - offset, 2 - offset].map(ResizingKernel.cubic.weight)
    let taps = zip(below - 1...below + 2, weights).filter { (0..<from).contains($0.0) }
    return ResizingWeights.shares(taps.map { (source: $0.0, weight: $0.1) })
  }

  /// All places that a kernel reaches; with antialias it grows as the image shrinks.
  private func spanned(_ place: Int) -> [(source: Int, weight: Float)] {
    let kernel = ResizingKernel(interpolation)
    let width = antialias ? max(step, 1) : 1
    let middle = (Float(place) + 0.5) * step
    let reach = kernel.radius * width
    func inside(_ number: Float) -> Int { min(max(Int(number), 0), from - 1) }
    let first = inside((middle - reach - 0.5).rounded(.up))
    let last = inside((middle + reach - 0.5).rounded(.down))
    guard first <= last else { return [] }
    return ResizingWeights.shares(
      (first...last).map { ($0, kernel.weight((Float($0) + 0.5 - middle) / width)) })
  }

  /// Weights that add up to 1.
  private static func shares(
    _ weights: [(source: Int, weight: Float)]
  ) -> [(source: Int, weight: Float)] {
    let total = weights.reduce(0) { $0 + $1.weight }
    guard abs(total) >= 1000 * Float.leastNormalMagnitude else { return weights }
    return weights.map { ($0.source, $0.weight / total) }
  }
}
