import Containers
import Tensors

/// `.csv`, and `.txt` as np.savetxt writes it: a row of numbers a line, between semicolons, tabs, commas or blanks.
///
/// A first row is passed over as headings only if none of it is a number, and a remark says so.
/// Whatever else is no number is an error that names its line and column: no row is left out
/// without a word. Empty lines and lines that begin with # hold no row, and quotes may stand around
/// a field.
enum CsvArrays: ArrayFormat {
  static let suffixes = ["csv", "tsv", "txt"]

  static func read(_ file: FileBytes) throws -> [FileArray] {
    let text = file.bytes.array
    if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) {
      throw InputError(in: file.path, "it is UTF-16 text", hint: "Save it as UTF-8.")
    }
    var table = CsvTable(file.path)
    let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    let lines = CsvLine.lines(of: text[(hasMark ? 3 : 0)...])
    table.separator = CsvLine.separator(in: lines)
    for line in lines {
      try Interruption.check()
      try table.add(line)
    }
    guard let width = table.width else { throw InputError(in: file.path, "no numbers in it") }
    let tensor = Tensor([table.numbers.count / width, width], .float32, table.numbers)
    return [FileArray(name: nil, tensor: tensor, remarks: table.remarks)]
  }
}

/// The rows of a file so far.
private struct CsvTable {
  private let path: String
  var separator = CsvLine.comma
  private(set) var numbers: [Double] = []
  /// How many numbers every row has; nil before the first.
  private(set) var width: Int?
  private(set) var remarks: [String] = []

  init(_ path: String) { self.path = path }

  /// Takes a row of numbers, or of headings.
  mutating func add(_ line: CsvLine) throws {
    let fields = try line.fields(separator) { InputError(in: path, at: ":\(line.number)", $0) }
    let isFirst = width == nil && remarks.isEmpty
    if isFirst, fields.contains(where: { !$0.isEmpty }), !fields.contains(where: \.looksNumeric) {
      let names = fields.map(\.text).joined(separator: ", ")
      remarks.append("\(path):\(line.number): passed over as headings: \(names)")
      return
    }
    for (column, field) in fields.enumerated() {
      do throws(NumberText.Problem) {
        numbers.append(try NumberText.value(of: field.text))
      } catch {
        throw refusal(error, line, fields, column, isFirst)
      }
    }
    if let width, width != fields.count {
      throw InputError(
        in: path, at: ":\(line.number)",
        "\(fields.count) number\(fields.count == 1 ? "" : "s"), but the rows before have \(width)")
    }
    width = fields.count
  }

  /// What is wrong with a field, and what to do about it.
  private func refusal(
    _ problem: NumberText.Problem, _ line: CsvLine, _ fields: [CsvField], _ column: Int,
    _ isFirst: Bool
  ) -> InputError {
    let field = fields[column]
    var hint = ""
    if field.isEmpty, column + 1 == fields.count, column > 0 {
      hint = "Take off the separator at the end of the row, or write nan for what is missing."
    } else if field.isEmpty {
      hint = "Write nan for what is missing."
    } else if separator != CsvLine.comma, field.text.contains(",") {
      hint = "Numbers are written with a point: \(field.text.replacing(",", with: "."))."
    } else if isFirst {
      hint = "A first row is passed over as headings only if none of it is a number."
    }
    return InputError(
      in: path, at: ":\(line.number): column \(column + 1)", problem.text(of: field.text),
      hint: hint)
  }
}
