/// Rounding by lot: every number that float32 does not hold becomes one of its two neighbours there.
///
/// A program of double precision that rounds so gives what one in single precision might have given
/// that adds in another order. A few of them show how far its numbers lie apart.
struct Scatter {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func draw() -> Bool {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 63 == 1
  }

  mutating func round(_ numbers: UnsafeMutablePointer<Double>, _ count: Int) {
    for index in 0..<count {
      let number = numbers[index]
      let near = Float(number)
      // What is beyond the largest float32, infinite or no number stays.
      guard Double(near) != number, near.isFinite else { continue }
      let far = Double(near) < number ? near.nextUp : near.nextDown
      numbers[index] = Double(draw() && far.isFinite ? far : near)
    }
  }

  /// Numbers from which others are subtracted, each half a unit of float32 away: so far does a program
  /// round that multiplies before it subtracts, `x·s − μ·s` for `(x − μ)·s`. Whole numbers stay.
  mutating func shaken(_ numbers: UnsafeRawPointer, _ count: Int) -> [Double] {
    let numbers = numbers.assumingMemoryBound(to: Double.self)
    return (0..<count).map { index in
      let number = numbers[index]
      guard number != number.rounded() else { return number }
      return number + (draw() ? number : -number) * 0x1p-24
    }
  }
}
