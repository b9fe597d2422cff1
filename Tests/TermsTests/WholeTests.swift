import Tensors
import Testing

@testable import Terms

@Suite("numbers become integers as a processor makes them")
struct WholeTests {
  /// What TensorFlow 2.15 and 2.21 give one number of float32 on a CPU.
  @Test("a float that the format does not hold")
  func floats() {
    let numbers: [Double] = [-36.7, 300.5, 70000, -70000, 2_147_483_520, 0x1p31, 3e9, 1e30, .nan]
    func whole(_ dtype: DType) -> [Double] {
      let whole = Whole(dtype, isFromFloat: true)
      return numbers.map { whole($0) }
    }
    let least: Double = -0x1p31
    let lowest: Double = -0x1p63
    #expect(whole(.int8) == [-36, 44, 112, -112, -128, 0, 0, 0, 0])
    #expect(whole(.uint8) == [220, 44, 112, 144, 128, 0, 0, 0, 0])
    #expect(whole(.int16) == [-36, 300, 4464, -4464, -128, 0, 0, 0, 0])
    #expect(whole(.uint16) == [65500, 300, 4464, 61072, 65408, 0, 0, 0, 0])
    #expect(whole(.int32) == [-36, 300, 70000, -70000, 2_147_483_520, least, least, least, least])
    #expect(
      whole(.uint32) == [
        4_294_967_260, 300, 70000, 4_294_897_296, 2_147_483_520, 0x1p31, 3e9, 0, 0,
      ])
    #expect(
      whole(.int64) == [-36, 300, 70000, -70000, 2_147_483_520, 0x1p31, 3e9, lowest, lowest])
    #expect(whole(.bool) == [1, 1, 1, 1, 1, 1, 1, 1, 1])
  }

  @Test("a whole number starts again at the other end, as Swift's own do")
  func wholes() {
    for number in [-70000, -300, -129, -1, 0, 200, 300, 40000, 70000, 1 << 31, -(1 << 31), 1 << 33]
    {
      func wrapped(_ dtype: DType) -> Double { Whole(dtype, isFromFloat: false)(Double(number)) }
      #expect(wrapped(.int8) == Double(Int8(truncatingIfNeeded: number)))
      #expect(wrapped(.uint8) == Double(UInt8(truncatingIfNeeded: number)))
      #expect(wrapped(.int16) == Double(Int16(truncatingIfNeeded: number)))
      #expect(wrapped(.uint16) == Double(UInt16(truncatingIfNeeded: number)))
      #expect(wrapped(.int32) == Double(Int32(truncatingIfNeeded: number)))
      #expect(wrapped(.uint32) == Double(UInt32(truncatingIfNeeded: number)))
      #expect(wrapped(.int64) == Double(number))
    }
  }

  /// `tf.argmax` and `tf.argmin` of TensorFlow 2.15 and 2.21 on a CPU.
  @Test("a place is looked for among what is a number")
  func places() {
    let (nan, infinity) = (Double.nan, Double.infinity)
    let rows: [[Double]] = [
      [nan, 1, 2], [1, nan, 2], [1, 2, nan], [nan, nan, nan], [2, nan, 1], [-infinity, nan, nan],
      [nan, -infinity, nan],
    ]
    #expect(rows.map { place(.argmax, $0) } == [2, 2, 1, 0, 0, 0, 0])
    #expect(rows.map { place(.argmin, $0) } == [1, 0, 0, 0, 2, 0, 1])
  }

  private func place(_ kind: Reduce.Kind, _ row: [Double]) -> Double {
    let op = Reduce(kind, axes: [0], passesOverNaN: true)
    let type = TensorType(Shape([row.count]), .float64)
    let signature = Signature(
      [Signature.Operand(type, isBatched: false)], TensorType(.scalar, .int64), rows: 1, .double)
    var result = -1.0
    row.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      withUnsafePointer(to: start) { op.kernel(for: signature)($0, &result) }
    }
    #expect(op.decisive(row).map(Double.init) == result, "what explains it is what it gives")
    return result
  }

  @Test("integers of two formats meet in one that holds both")
  func formats() {
    #expect(DType.int8.promoted(with: .int32) == .int32)
    #expect(DType.uint8.promoted(with: .int8) == .int16)
    #expect(DType.int8.promoted(with: .uint16) == .int32)
    #expect(DType.int16.promoted(with: .uint8) == .int16)
    #expect(DType.uint32.promoted(with: .int32) == .int64)
    #expect(DType.bool.promoted(with: .uint8) == .uint8)
  }
}
