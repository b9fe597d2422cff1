extension StoredArray {
  /// The elements of a string array; none for any array without elements.
  ///
  /// Keras writes an empty list of names as a float64 array of shape (0,).
  package func strings() throws(ContainerError) -> [String] {
    if count == 0 { return [] }
    guard case .string(let layout) = element else {
      throw ContainerError(
        .unsupported, file: file, place: name, expected: "strings", found: "\(element)", advice: "")
    }
    let limit = Limits.unfolded(from: 0)
    guard count <= limit / 16 else {
      throw damaged("at most \(limit / 16) strings", "\(count)")
    }
    let bytes = try bytes().settled
    switch layout {
    case .fixed(let size, let spacePadded):
      return bytes.withUnsafeBytes { memory in
        (0..<count).map { text(memory[($0 * size)..<(($0 + 1) * size)], spacePadded: spacePadded) }
      }
    case .utf32(let length):
      return (0..<count).map { utf32(bytes, at: $0 * 4 * length, length: length) }
    case .variable(let size):
      var resolver = try resolver
      var strings: [String] = []
      strings.reserveCapacity(count)
      for index in 0..<count {
        strings.append(try resolver.string(at: index * size, of: bytes))
      }
      return strings
    }
  }

  /// The UTF-8 text before the padding.
  private func text(_ element: Slice<UnsafeRawBufferPointer>, spacePadded: Bool) -> String {
    var text = element.prefix { $0 != 0 }
    if spacePadded {
      while text.last == UInt8(ascii: " ") { text.removeLast() }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func utf32(_ bytes: Bytes, at start: Int, length: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for index in 0..<length {
      guard let value = bytes.load(UInt32.self, at: start + 4 * index), value != 0 else { break }
      scalars.append(Unicode.Scalar(isBigEndian ? value.byteSwapped : value) ?? "\u{FFFD}")
    }
    return String(scalars)
  }
}
