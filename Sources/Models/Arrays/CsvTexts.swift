import Containers
import Tensors

/// Text in files: of a `.txt` every line is one, of a `.csv` every field between commas, semicolons or tabs.
enum CsvTexts {
  static func tensor(_ text: String, isLines: Bool, _ path: String) throws -> Tensor {
    let bytes = Array(text.utf8)
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let own = bytes[(hasMark ? 3 : 0)...]
    return isLines ? try lines(own, path) : try fields(own, path)
  }

  private static func lines(_ bytes: ArraySlice<UInt8>, _ path: String) throws -> Tensor {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { $0.last == 0x0D ? $0.dropLast() : $0 }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    guard !lines.isEmpty else { throw InputError(in: path, "there is no line in it") }
    return Tensor([lines.count], .string, lines.map { Texts.number(of: Array($0)) })
  }

  private static func fields(_ bytes: ArraySlice<UInt8>, _ path: String) throws -> Tensor {
    let lines = CsvLine.lines(of: bytes, areText: true)
    let found = CsvLine.separator(in: lines)
    // Blanks stand between words, not between fields.
    let separator = found == UInt8(ascii: " ") ? CsvLine.comma : found
    var (texts, width): ([Double], Int?) = ([], nil)
    for line in lines {
      try Interruption.check()
      let fields = try line.fields(separator) { InputError(in: path, at: ":\(line.number)", $0) }
      guard width ?? fields.count == fields.count else {
        throw InputError(
          in: path, at: ":\(line.number)",
          "\(fields.count) fields, but the rows before have \(width ?? 0)",
          hint: "A field with a separator in it stands in quotes.")
      }
      width = fields.count
      texts += fields.map { Texts.number(of: $0.text) }
    }
    guard let width else { throw InputError(in: path, "there is no text in it") }
    return Tensor([texts.count / width, width], .string, texts)
  }
}
