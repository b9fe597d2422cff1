import Containers
import Tensors

/// Arrays written to a file whose ending says how: `.npz`, `.npy` or `.json`.
public enum ArrayFile {
  /// A file of this ending cannot be written.
  public struct UnknownEnding: Error, CustomStringConvertible {
    let path: String
    public var description: String { "\(path): the ending must be .npz, .npy or .json" }
  }

  /// Writes the arrays; `.npy` takes one. In an `.npz` they are called by `names`, and by their own
  /// name where that is another one.
  public static func write(
    _ arrays: [TracedArray], to path: String, singular: Bool, as names: [String]
  ) throws {
    if path.hasSuffix(".npz") {
      let named = zip(names, arrays).map { $1.tensor.named($0) }
      return try FileBytes.write(try Npz.write(named), to: path)
    }
    if path.hasSuffix(".json") {
      let pairs = try arrays.map { array in
        try Interruption.check()
        return (key: array.name, value: array.tensor.json)
      }
      let text = JSON.object(JSONObject(pairs)).text + "\n"
      // Before there is a file.
      try Interruption.check()
      return try FileBytes.write(Array(text.utf8), to: path)
    }
    guard path.hasSuffix(".npy"), singular, let one = arrays.first else {
      throw UnknownEnding(path: path)
    }
    try FileBytes.write(try Npy.write(one.tensor.named("")), to: path)
  }
}

extension Tensor {
  /// The array in its own format, as NumPy stores it; halves become float32.
  func named(_ name: String) -> NamedArray {
    switch dtype {
    case .float64:
      NamedArray(name: name, shape: shape.dims, element: .float64, bytes: bytes { $0.bitPattern })
    case .bool:
      NamedArray(
        name: name, shape: shape.dims, element: .bool, bytes: bytes { $0 == 0 ? UInt8(0) : 1 })
    case .float16, .bfloat16, .float32:
      NamedArray(
        name: name, shape: shape.dims, element: .float32, bytes: bytes { Float($0).bitPattern })
    default:
      NamedArray(
        name: name, shape: shape.dims, element: .int64,
        bytes: bytes { Int64(exactly: $0.rounded(.towardZero)) ?? 0 })
    }
  }

  /// The elements in little-endian order.
  private func bytes<Bits: FixedWidthInteger>(_ bits: (Double) -> Bits) -> Bytes {
    let converted = elements.map { bits($0).littleEndian }
    return converted.withUnsafeBytes { Bytes(copying: $0) }
  }
}
