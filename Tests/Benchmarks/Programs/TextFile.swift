#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file of lines that begin with a name and a number.
enum TextFile {
  /// The numbers by their names; none of a file that cannot be read.
  static func numbers(_ path: String) -> [String: Double] {
    guard let file = fopen(path, "r") else { return [:] }
    defer { fclose(file) }
    var result: [String: Double] = [:]
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      if words.count > 1, let number = Double(words[1]) { result[String(words[0])] = number }
    }
    return result
  }
}
