import Debugging
import Exports

/// Formulas in which the names of numbers are found again.
///
/// Each name is written between two signs of a private plane with its number; names that a model
/// chose lose such signs, so that a name is text and no more.
struct LinkedFormula {
  private let formula: ScalarFormula
  private let entries = EntryList()
  private static let (opening, closing): (Unicode.Scalar, Unicode.Scalar) = (
    "\u{F0000}", "\u{F0001}"
  )

  init(_ formula: ScalarFormula) { self.formula = formula }

  private final class EntryList {
    var all: [Entry] = []
  }

  /// Names that can be found again, for `ScalarFormula.symbolic`.
  func names(_ leaves: [Entry]) -> [Entry: String] {
    var result: [Entry: String] = [:]
    for entry in leaves where result[entry] == nil {
      result[entry] = "\(LinkedFormula.opening)\(entries.all.count)\(LinkedFormula.closing)"
      entries.all.append(entry)
    }
    return result
  }

  /// A formula cut where the names are.
  func pieces(_ text: String) -> [PageExplanation.Piece] {
    var result: [PageExplanation.Piece] = []
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == LinkedFormula.opening,
        let end = rest.firstIndex(of: LinkedFormula.closing),
        let place = Int(String(rest[..<end])), entries.all.indices.contains(place)
      else {
        if scalar != LinkedFormula.opening, scalar != LinkedFormula.closing { plain.append(scalar) }
        continue
      }
      if !plain.isEmpty { result.append(.text(String(plain))) }
      plain = String.UnicodeScalarView()
      let entry = entries.all[place]
      result.append(.number(formula.name(entry), entry))
      rest = rest[rest.index(after: end)...]
    }
    return plain.isEmpty ? result : result + [.text(String(plain))]
  }
}
