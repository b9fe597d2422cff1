import Containers
import Tensors

/// `.csv`: a row of numbers a line, separated by commas, semicolons or tabs; a first line of
/// column names is passed over.
enum CsvInput: InputFormat {
  static let name = "CSV"
  static let suffixes = ["csv", "tsv"]

  static func read(_ file: FileBytes) throws -> [InputArray] {
    let text = String(decoding: file.bytes.array, as: UTF8.self)
    var rows: [[Double]] = []
    var isFirst = true
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (number, line) in lines.enumerated() {
      if line.allSatisfy(\.isWhitespace) { continue }
      let cells = line.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }
      let row = cells.map { cell in
        Double(cell.filter { !$0.isWhitespace && $0 != "\"" })
      }
      defer { isFirst = false }
      let numbers = row.compactMap { $0 }
      if numbers.count < row.count {
        if isFirst { continue }
        let bad = zip(cells, row).first { $0.1 == nil }?.0 ?? ""
        throw InputError("\(file.path):\(number + 1): “\(bad)” is not a number")
      }
      if let width = rows.first?.count, width != numbers.count {
        throw InputError(
          "\(file.path):\(number + 1): \(numbers.count) numbers, but the rows before have \(width)")
      }
      rows.append(numbers)
    }
    guard let width = rows.first?.count else { throw InputError("\(file.path): no numbers in it") }
    let tensor = Tensor([rows.count, width], .float32, rows.flatMap { $0 })
    return [InputArray(name: nil, tensor: tensor)]
  }
}
