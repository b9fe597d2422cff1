import Equations
import Terminal
import Terms

extension Gate {
  /// The colour that the gate has wherever it is shown.
  package var mark: Style.Mark { .gate(index) }
}

extension Presentation {
  /// A line about equations of a layer call, the names of its gates in their colours.
  func coloured(_ line: String, frame: Int) -> String {
    var marks: [String: Style.Mark] = [:]
    for gate in gates.values where gate.frame == frame { marks[name(gate.value)] = gate.mark }
    return marks.isEmpty ? line : line.marking(names: marks)
  }

  /// A value's name, in the gate's colour where it is one.
  func colouredName(_ value: Value) -> String {
    gates[value.id].map { name(value).marked($0.mark) } ?? name(value)
  }
}

extension String {
  /// The text with some of its names marked: whole words, and no functions that are called.
  func marking(names: [String: Style.Mark]) -> String {
    var result = ""
    var rest = self[...]
    while let first = rest.first {
      guard first.isPartOfName else {
        result.append(rest.removeFirst())
        continue
      }
      let word = rest.prefix { $0.isPartOfName }
      rest = rest[word.endIndex...]
      if rest.first != "(", rest.first != ".", result.last != ".", let mark = names[String(word)] {
        result += String(word).marked(mark)
      } else {
        result += word
      }
    }
    return result
  }
}

extension Character {
  fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" || self == "₋" }
}
