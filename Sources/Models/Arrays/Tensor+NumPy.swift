import Containers
import Tensors

extension Tensor {
  /// The array in its own format, as NumPy stores it; halves become float32.
  package func named(_ name: String) -> NamedArray {
    switch dtype {
    case .float64:
      NamedArray(name: name, shape: shape.dims, element: .float64, bytes: bytes { $0.bitPattern })
    case .bool:
      NamedArray(
        name: name, shape: shape.dims, element: .bool, bytes: bytes { $0 == 0 ? UInt8(0) : 1 })
    case .float16, .bfloat16, .float32:
      NamedArray(
        name: name, shape: shape.dims, element: .float32, bytes: bytes { Float($0).bitPattern })
    case .string: texts(name)
    default:
      NamedArray(
        name: name, shape: shape.dims, element: .int64,
        bytes: bytes { Int64(exactly: $0.rounded(.towardZero)) ?? 0 })
    }
  }

  /// `<U5`: code points of 4 bytes, filled up with zeros.
  private func texts(_ name: String) -> NamedArray {
    let texts = elements.map { (Texts.text(of: $0) ?? "").unicodeScalars.map(\.value) }
    let longest = max(texts.map(\.count).max() ?? 0, 1)
    let codes = texts.flatMap { text in
      (text + [UInt32](repeating: 0, count: longest - text.count)).map(\.littleEndian)
    }
    return NamedArray(
      name: name, shape: shape.dims, element: .string(.utf32(count: longest)),
      bytes: codes.withUnsafeBytes { Bytes(copying: $0) })
  }

  /// The elements in little-endian order.
  private func bytes<Bits: FixedWidthInteger>(_ bits: (Double) -> Bits) -> Bytes {
    let converted = elements.map { bits($0).littleEndian }
    return converted.withUnsafeBytes { Bytes(copying: $0) }
  }
}
