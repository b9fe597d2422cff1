/// What one element of a stored array is.
package enum ElementType: Hashable, Sendable {
  /// One byte, 0 or 1.
  case bool
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, float32, float64
  /// The upper half of a float32.
  case bfloat16
  case string(StringLayout)

  /// The bytes of one element in the file.
  package var byteSize: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    case .string(.fixed(let byteCount, _)): byteCount
    case .string(.utf32(let count)): 4 * count
    case .string(.variable(let referenceSize)): referenceSize
    }
  }
}

/// How the strings of an array are laid out; `StoredArray.strings()` reads them all alike.
package enum StringLayout: Hashable, Sendable {
  /// UTF-8 in `byteCount` bytes, padded at the end with zeros or with spaces.
  case fixed(byteCount: Int, spacePadded: Bool)
  /// `count` code points of 4 bytes, padded with zeros: NumPy's `<U5`. `count` is below 2^29.
  case utf32(count: Int)
  /// References into the global heap of an HDF5 file.
  case variable(referenceSize: Int)
}

extension ElementType: CustomStringConvertible {
  /// NumPy's name: `float32`.
  package var description: String {
    switch self {
    case .bool: "bool"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .uint8: "uint8"
    case .uint16: "uint16"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .float16: "float16"
    case .float32: "float32"
    case .float64: "float64"
    case .bfloat16: "bfloat16"
    case .string: "string"
    }
  }
}
