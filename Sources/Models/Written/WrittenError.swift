import Containers
import Expressions

/// What is wrong in what a person says of a layer: the line, the place in it, and what was expected.
package struct WrittenError: Reported, Sendable {
  /// ```
  /// my.eq:3: expected a shape in brackets
  ///   weight W 8
  ///            ^
  /// ```
  package let message: String
  package let hint: String
  private let isOfFile: Bool

  init(_ text: String, _ place: WrittenPlace, length: Int = 1, hint: String = "") {
    let file = place.file.map { "\($0.onOneLine): " } ?? ""
    let line = place.line.map { $0.isWhitespace ? " " : String($0) }.joined()
    let carets = Carets.line(under: line, place.column..<place.column + max(length, 1))
    message = "\(file)\(text)\n  \(line.onOneLine)\n  \(carets)"
    self.hint = hint
    isOfFile = place.file != nil
  }

  /// What is wrong in an expression that stands in the line; its names as the layer has them.
  init(_ error: ExpressionError, _ place: WrittenPlace, hint: String = "") {
    let range = error.range
    self.init(
      error.message, place.at(place.column + range.lowerBound), length: range.count,
      hint: [error.hint, hint].filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  /// What is wrong as a whole.
  init(plain text: String, hint: String = "", isOfFile: Bool = false) {
    (message, self.hint, self.isOfFile) = (text, hint, isOfFile)
  }

  package var exitCode: Int32 { isOfFile ? ExitStatus.unusableFile : ExitStatus.badUsage }
}
