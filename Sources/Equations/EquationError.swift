import Containers
import Tensors
import Terms

/// An equation that does not fit its operands: where, why, and how it reads.
package struct EquationError: Reported, Sendable {
  /// The path of the layer call.
  package let layer: String
  package let name: Name
  package let term: Term
  package let place: TermMisfit

  package var exitCode: Int32 { ExitStatus.unusableFile }

  /// ```
  /// dense_2: x is (64), W is (32, 10): 64 ≠ 32
  ///   z = x·W + b
  ///       ^^^
  /// ```
  package var message: String { "\(layer): \(problem)" }

  /// The message without the layer.
  package var problem: String {
    let style = Formula.Style()
    let part = term.subterm(place.path)
    let operands = (part?.children ?? []).compactMap { child -> String? in
      guard let shape = try? child.type().shape else { return nil }
      return "\(child.formula(style).text) is \(shape)"
    }
    let facts = operands.isEmpty ? "" : operands.joined(separator: ", ") + ": "
    let marked = "\(name.unicode) = " + term.formula(style, marking: place.path[...]).text
    let before = marked.prefix { $0 != Term.markStart }.count
    let inside = marked.drop { $0 != Term.markStart }.dropFirst().prefix { $0 != Term.markEnd }
    let line = marked.filter { $0 != Term.markStart && $0 != Term.markEnd }
    let carets = Carets.line(under: line, before..<before + inside.count)
    var text = "\(facts)\(place.misfit.reason)\n  \(line)\n  \(carets)"
    if let hint = place.misfit.hint { text += "\n\(hint)" }
    return text
  }
}
