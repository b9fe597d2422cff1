import CKernels
import Testing

/// The lowest 32 bits of products, beside Swift's own arithmetic of 32 bits.
@Suite struct WholeProductTests {
  private func product(
    _ x: Double, _ y: Double,
    _ loop: (
      UnsafePointer<Double>?, Int, UnsafePointer<Double>?, Int, UnsafeMutablePointer<Double>?, Int
    ) -> Void
  ) -> Double {
    var (a, b, out) = (x, y, 0.0)
    loop(&a, 1, &b, 1, &out, 1)
    return out
  }

  @Test func startAgainAtTheOtherEnd() {
    var random = SystemRandomNumberGenerator()
    let edges: [Int32] = [.max, .min, 0, 1, -1, 65_536, -65_537, 46_341]
    let numbers = edges + (0..<200).map { _ in .random(in: .min ... .max, using: &random) }
    for x in numbers {
      for y in numbers {
        #expect(product(Double(x), Double(y), ks_mul_int32_f64) == Double(x &* y), "\(x) · \(y)")
        let (u, v) = (UInt32(bitPattern: x), UInt32(bitPattern: y))
        #expect(product(Double(u), Double(v), ks_mul_uint32_f64) == Double(u &* v), "\(u) · \(v)")
      }
    }
  }

  @Test func oneNumberStandsForAll() {
    let numbers: [Double] = [2_147_483_647, -7, 3]
    var out = [Double](repeating: 0, count: 3)
    var two = 65_537.0
    ks_mul_int32_f64(numbers, 1, &two, 0, &out, 3)
    #expect(out == numbers.map { Double(Int32($0) &* 65_537) })
  }
}
