/// A file in memory with other numbers in some of its arrays; all else stays as it is, byte for byte.
///
/// Only arrays that lie in one piece can be written to: one that is compressed or cut in chunks is refused.
package struct ArrayPatch {
  private let image: Bytes
  package private(set) var bytes: [UInt8]

  /// The bytes of a file, in which arrays lie.
  package init(_ image: Bytes) {
    self.image = image
    bytes = image.array
  }

  /// Writes numbers, as many as the array has elements, in the array's own format.
  package mutating func write(_ numbers: [Double], to array: StoredArray) throws(ContainerError) {
    let own = try array.bytes()
    let offset = own.address - image.address
    guard numbers.count == array.count, offset >= 0, own.count <= image.count,
      offset <= image.count - own.count
    else {
      throw ContainerError(
        .unsupported, file: array.file, place: array.name,
        expected: "an array that lies in the file in one piece",
        found: "one in pieces, or compressed",
        advice: "save the model in Keras without compression")
    }
    let size = array.element.byteSize
    for (place, number) in numbers.enumerated() {
      guard let code = ArrayPatch.bytes(of: number, array.element) else {
        throw ContainerError(
          .unsupported, file: array.file, place: array.name, expected: "an array of numbers",
          found: "\(array.element)")
      }
      let start = offset + place * size
      bytes.replaceSubrange(start..<start + size, with: array.isBigEndian ? code.reversed() : code)
    }
  }

  /// The little-endian bytes of a number; nil for a format that numbers are not written in.
  private static func bytes(of number: Double, _ element: ElementType) -> [UInt8]? {
    func little(_ bits: some FixedWidthInteger & BitwiseCopyable) -> [UInt8] {
      withUnsafeBytes(of: bits.littleEndian) { Array($0) }
    }
    switch element {
    case .float64: return little(number.bitPattern)
    case .float32: return little(Float(number).bitPattern)
    case .float16: return half(number).map(little)
    case .bfloat16:
      let bits = Float(number).bitPattern
      return bits & 0xFFFF == 0 || number.isNaN ? little(UInt16(bits >> 16)) : nil
    case .int64: return Int64(exactly: number).map(little)
    case .int32: return Int32(exactly: number).map(little)
    default: return nil
    }
  }

  /// A number that float16 holds; nil for one that it does not.
  private static func half(_ number: Double) -> UInt16? {
    let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
    let size = number.magnitude
    if number.isNaN { return 0x7E00 }
    if size.isInfinite { return sign | 0x7C00 }
    if size < 0x1p-14 { return UInt16(exactly: size / 0x1p-24).map { sign | $0 } }
    guard size < 65520, let digits = UInt16(exactly: (size.significand - 1) * 1024) else {
      return nil
    }
    return sign | UInt16(Int(size.exponent) + 15) << 10 | digits
  }
}
