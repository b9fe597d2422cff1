import Equations
import Tensors
import Terminal
import Terms

/// How views write: the room that there is, the letters and digits, and what is cut.
///
/// A value that a front end makes of its own settings; views ask nothing else.
package struct Presentation: Sendable {
  /// Columns and rows of the screen, or of a page.
  package var width = 80
  package var height = 24
  /// Whether what is longer than the width is cut, or goes on to its end.
  package var cuts = true
  /// Whether sentences are broken between words.
  package var breaksSentences = false
  /// Which letters formulas have, and whether samples are rows or columns.
  package var formulaStyle = Formula.Style()
  package var format = NumberFormat()
  /// What is said behind a number of elements that are left out; empty says nothing.
  package var cutNote = ""
  /// Whether pictures have colours of the palette of 256.
  package var paints = false
  /// Whether operands are packed into few lines, or stand below each other with numbers in line.
  package var packsOperands = false
  /// The gates of the program that is shown, by the ids of their values.
  package var gates: [Int: Gate] = [:]
  /// Whether stops have small bars beside their numbers.
  package var hasSparklines = false

  package init() {}
}

extension Presentation {
  package var usesASCII: Bool { formulaStyle.alphabet == .ascii }

  /// The columns that a line may take: where nothing is cut, more than any line has.
  package var room: Int { cuts ? width : 100_000 }

  /// How arrays are written.
  package var arrayText: ArrayText {
    var format = format
    format.width = room
    if !cuts { format.threshold = nil }
    return ArrayText(format, ascii: usesASCII, cutNote: cutNote)
  }

  /// How arrays are written at a stop: of more than 100,000 numbers the ends, even where nothing is
  /// cut, for a walk passes many, and `p` writes all of one.
  package var stopText: ArrayText {
    var text = arrayText
    text.format.threshold = text.format.threshold ?? Presentation.mostAtAStop
    return text
  }

  private static let mostAtAStop = 100_000

  /// Sentences as lines; the first line may be marked.
  package func prose(_ text: String, _ mark: Style.Mark? = nil) -> [String] {
    var lines =
      breaksSentences
      ? text.proseLines(to: width)
      : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let mark, let first = lines.first { lines[0] = first.marked(mark) }
    return lines
  }

  /// A sentence behind a label, broken between words where the screen ends, all of it marked.
  func sentence(_ text: String, after label: String = "  ", _ mark: Style.Mark) -> [String] {
    text.wrapped(after: label, to: room).map { $0.marked(mark) }
  }

  /// The sign of what is left out.
  var ellipsis: String { usesASCII ? "..." : "…" }

  /// A text, and a dim one such as a tick at the right edge; below it where both do not fit.
  func spread(_ text: String, _ end: String) -> [String] {
    let dim = end.marked(.dim)
    let gap = width - text.columns - end.columns
    if gap >= 2 { return [text + String(repeating: " ", count: gap) + dim] }
    return [text, String(repeating: " ", count: max(width - end.columns, 0)) + dim]
  }

  /// A value's name in the letters of formulas.
  func name(_ value: Value) -> String { value.name.text(formulaStyle.alphabet) }

  /// `x = [0 1]`, `h₋₁ (8) = 0` where all are, or the shape alone where the numbers do not fit in so
  /// many columns: `x (3, 2)`.
  func fact(_ label: String, _ tensor: Tensor, room: Int) -> String {
    if tensor.count > 1, tensor.dtype != .string,
      tensor.elements.allSatisfy({ $0 == 0 && $0.sign == .plus })
    {
      return "\(label) \(tensor.shape) = 0"
    }
    let text = stopText.oneLine(tensor, width: min(room, 100_000))
    return text == "\(tensor.shape)" ? "\(label) \(text)" : "\(label) = \(text)"
  }

  /// `W (2, 4)`; `Wᵀ (4, 2)` where an equation that reads it has it so, as where samples are columns.
  func weightFact(_ label: String, _ shape: Shape, in equation: Equation) -> String {
    let turned = label + (usesASCII ? ".T" : "ᵀ")
    guard formulaStyle.convention == .column, shape.rank == 2,
      equation.term.formula(formulaStyle).text.contains(turned)
    else { return "\(label) \(shape)" }
    return "\(turned) \(Shape(shape.dims.reversed()))"
  }
}
