/// Files as `file:` addresses, by RFC 8089: `file:///home/me/my%20model.keras`.
enum FileAddress {
  private static let start = "file://"

  /// The address of a path.
  static func address(_ path: String) -> String {
    start
      + path.utf8.map { byte in
        let letter = Character(Unicode.Scalar(byte))
        let isPlain =
          letter.isASCII && (letter.isLetter || letter.isNumber || "-._~/".contains(letter))
        let digits = String(byte, radix: 16, uppercase: true)
        return isPlain ? String(letter) : "%" + (digits.count < 2 ? "0" : "") + digits
      }.joined()
  }

  /// The path of an address of a file on this machine; nil of anything else.
  static func path(_ address: String) -> String? {
    guard address.hasPrefix(start) else { return nil }
    let rest = address.dropFirst(start.count)
    guard let slash = rest.firstIndex(of: "/"), ["", "localhost"].contains(rest[..<slash]) else {
      return nil
    }
    var bytes: [UInt8] = []
    var left = Array(rest[slash...].utf8)[...]
    while let byte = left.popFirst() {
      if byte == UInt8(ascii: "%"), left.count >= 2,
        let code = UInt8(String(decoding: left.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        left.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
