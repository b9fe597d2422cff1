/// NumPy's dtype strings, such as `<f4`, and the element types they stand for.
enum NpyType {
  /// The element type and byte order of `descriptor`; Python objects are refused by name.
  static func parse(
    _ descriptor: String, file: String, place: String
  ) throws(ContainerError) -> (element: ElementType, isBigEndian: Bool) {
    func refusal(_ kind: ContainerError.Kind, _ found: String, _ advice: String) -> ContainerError {
      ContainerError(
        kind, file: file, place: place, expected: "numbers, booleans or strings", found: found,
        advice: advice)
    }
    if descriptor.utf8.dropFirst().first == UInt8(ascii: "O") {
      throw refusal(
        .refused, "Python objects (a pickle)",
        "refused, since a pickle can run code: save numbers, with np.save(…, allow_pickle=False)")
    }
    guard let first = descriptor.first, "<>|=".contains(first) else {
      throw refusal(.unsupported, "dtype \(descriptor)", "save it as float32")
    }
    let code = descriptor.dropFirst()
    if let element = numbers[String(code)] { return (element, first == ">") }
    if let length = Int(code.dropFirst()), length >= 0, length < 1 << 29 {
      if code.first == "S" {
        return (.string(.fixed(byteCount: length, spacePadded: false)), false)
      }
      if code.first == "U" { return (.string(.utf32(count: length)), first == ">") }
    }
    throw refusal(.unsupported, "dtype \(descriptor)", "save it as float32")
  }

  /// The dtype string that `element` is written with, little endian.
  static func descriptor(_ element: ElementType) -> String? {
    switch element {
    case .string(.fixed(let byteCount, _)): return "|S\(byteCount)"
    case .string(.utf32(let count)): return "<U\(count)"
    case .string(.variable): return nil
    default:
      guard let code = numbers.first(where: { $0.value == element })?.key else { return nil }
      return (element.byteSize == 1 ? "|" : "<") + code
    }
  }

  /// V2 is how NumPy stores the bfloat16 of ml_dtypes.
  private static let numbers: [String: ElementType] = [
    "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8,
    "u2": .uint16, "u4": .uint32, "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
    "V2": .bfloat16,
  ]
}
