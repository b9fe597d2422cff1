/// Rounding by lot: every number that float32 does not hold becomes one of its two neighbours there.
///
/// A program of double precision that rounds so gives what one in single precision might have given
/// that adds in another order. A few of them show how far its numbers lie apart.
struct Scatter {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func round(_ numbers: UnsafeMutablePointer<Double>, _ count: Int) {
    for index in 0..<count {
      let number = numbers[index]
      let near = Float(number)
      // What is beyond the largest float32, infinite or no number stays.
      guard Double(near) != number, near.isFinite else { continue }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let isFar = state >> 63 == 1
      let far = Double(near) < number ? near.nextUp : near.nextDown
      numbers[index] = Double(isFar && far.isFinite ? far : near)
    }
  }
}
