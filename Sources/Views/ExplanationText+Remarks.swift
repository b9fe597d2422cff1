import Debugging
import Equations
import Terms

/// What decided which number it is, in words.
extension ExplanationText {
  /// What decided, in words: a branch that was taken, the largest of a row.
  func remarks(_ derived: Derived) -> [String] {
    switch derived.form {
    case .either(_, let condition, let yes, let no):
      let holds = condition.number != 0
      let taken = formula.symbolic(holds ? yes : no).text
      let name = formula.symbolic(condition).text
      let masked = !holds && isMask(condition) ? ": this timestep is masked" : ""
      return ["\(name) is \(holds ? "True" : "False")\(masked), so it is \(taken)"]
    case .choice(let choice, let operands, let decisive):
      guard let decisive else {
        switch choice {
        case .max: return ["none of them is above the lowest number, which it is therefore"]
        case .any: return ["none of them is true"]
        default: return ["all of them are true"]
        }
      }
      let name = formula.symbolic(operands[decisive]).text
      let number = formula.number(operands[decisive].number, operands[decisive].dtype)
      let word = ExplanationText.word(choice)
      let sample = operands[decisive].sample.map { "sample \($0): " } ?? ""
      return ["\(sample)\(name) = \(number) is \(word) of \(operands.count)"]
    case .lookup(let index, let entry):
      let number = formula.number(index.number, index.dtype)
      let name = formula.symbolic(index).text
      guard let entry else { return ["\(name) = \(number): there is no such row, which gives nan"] }
      return ["\(name) = \(number) chooses \(formula.symbolic(entry).text)"]
    case .function(let op, let operands) where op is TextLookup: return found(operands)
    case .row(_, let operands, _, let working):
      return working.shared.map { shared in
        let count = shared.meaning.contains("row") ? " of \(operands.count)" : ""
        return "\(shared.name) = \(formula.number(shared.value)) is \(shared.meaning)\(count)"
      }
    default: return []
    }
  }

  /// Where a text stands in a vocabulary.
  private func found(_ operands: [Derived]) -> [String] {
    guard let text = operands.first else { return [] }
    let name = formula.symbolic(text).text
    let word = formula.number(text.number, text.dtype)
    guard operands.count > 1 else { return ["\(name) = \(word) is not in the vocabulary"] }
    return ["\(name) = \(word) is \(formula.symbolic(operands[1]).text)"]
  }

  private func isMask(_ condition: Derived) -> Bool {
    guard let value = condition.entry?.value, let scan = value.scope else { return false }
    return machine.program.scans[scan].mask == value.id
  }

  private static func word(_ choice: Choice) -> String {
    switch choice {
    case .max, .argmax: "the largest"
    case .min, .argmin: "the smallest"
    case .any: "the first that is true"
    case .all: "the first that is false"
    case .argsort: "the one in this place of the rising order"
    }
  }
}
