import Checks
import Console
import Tensors
import Terminal

/// Whether a question's answer is right, its text says it, and its remarks belong to wrong ones.
extension LessonCheck {
  static func findings(_ question: LessonQuestion, _ console: Console) -> [Finding] {
    var result: [Finding] = []
    if let text = untold(question, console) {
      result.append(Finding(line: question.line, text: text))
    }
    for remark in question.remarks {
      guard case .wrong(let text) = console.grade(remark.answer, question) else {
        result.append(
          Finding(line: remark.line, text: "the wrong answer \(remark.answer) counts as right"))
        continue
      }
      if text != MarkdownText.plain(remark.text) {
        result.append(
          Finding(line: remark.line, text: "\(remark.answer) gets another remark: \(text)"))
      }
    }
    return result
  }

  /// Why the answer cannot be given, or is not what the page tells.
  private static func untold(_ question: LessonQuestion, _ console: Console) -> String? {
    let text = MarkdownText(width: 10_000).lines(question.solution).joined(separator: " ")
    let plain = Style(usesColour: false, usesASCII: false).rendered(text)
    switch question.answer {
    case .words(let words):
      let told = words.contains { Grading.word(plain).contains(Grading.word($0)) }
      return told ? nil : "the text of the answer says none of: \(words.joined(separator: ", "))"
    case .shape(let shape):
      let wanted = "(\(shape.map(String.init).joined(separator: ", ")))"
      return plain.contains(wanted) ? nil : "the text of the answer does not say \(wanted)"
    case .value(let expression):
      do {
        let right = try console.evaluate(expression)
        guard right.count <= 4 else { return nil }
        let numbers = plain.replacing("−", with: "-")
          .split { !($0.isNumber || ".-e".contains($0)) }.map { $0.trimmingPoints }
        let missing = right.elements.first { number in
          !numbers.contains { text in
            Double(text).map { value in
              Expected.accepts(
                value, number, rounding: Expected(.init(scalar: value), typed: text).rounding)
            } ?? false
          }
        }
        return missing.map {
          "the text of the answer does not say \(NumberFormat.exact($0, right.dtype)), "
            + "which \(expression) gives"
        }
      } catch {
        return "the answer \(expression): \(Problem.text(error))"
      }
    }
  }
}

extension Substring {
  /// Without the points and dashes of a sentence around a number.
  fileprivate var trimmingPoints: String {
    var text = self
    while let last = text.last, !last.isNumber { text.removeLast() }
    while let first = text.first, first == "." || first == "e" || text.hasPrefix("--") {
      text.removeFirst()
    }
    return String(text)
  }
}
