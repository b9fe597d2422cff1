import Tensors
import Testing

@testable import Terms

/// A copy of what all samples share, for a state that every sample has its own of.
@Suite struct SharedCastTests {
  @Test(arguments: [DType.float32, .int32])
  func everySampleGetsIt(_ dtype: DType) {
    let type = TensorType(Shape([2]), dtype)
    let signature = Signature(
      [Signature.Operand(type, isBatched: false)], type, rows: 3, .single)
    let kernel = Cast(dtype).kernel(for: signature)
    // What stands behind the two numbers is nobody's.
    let source: [Float] = [5, -7, 100, 100, 100, 100]
    var result = [Float](repeating: 9, count: 7)
    source.withUnsafeBytes { from in
      result.withUnsafeMutableBytes { to in
        guard let start = from.baseAddress, let out = to.baseAddress else { return }
        withUnsafePointer(to: start) { kernel($0, out) }
      }
    }
    #expect(result == [5, -7, 5, -7, 5, -7, 9])
  }
}
