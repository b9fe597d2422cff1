import Debugging
import Terminal
import Terms

/// The numbers behind a number, each with its formula, further in the further back it is.
extension ExplanationText {
  func branch(_ tree: ExplanationTree, depth: Int) -> [String] {
    guard let first = tree.path.first, let end = tree.end else { return [] }
    let indent = String(repeating: "  ", count: depth + 1)
    let number = formula.number(first.number, first.entry.value.dtype)
    let place = machine.place(of: end.entry).visible
    let name = formula.name(first.entry)
    let isCopy = tree.path.count > 1
    let start = isCopy ? "\(name) = \(place) = \(number)" : "\(name) = \(number)"
    if tree.isRepeated { return ["\(indent)\(start)   (above)"] }
    guard case .equation(_, let derived) = end.origin else {
      return ["\(indent)\(start)   \(short(end.entry))"]
    }
    if isCopy { return ["\(indent)\(start)"] + branch(tree.withoutCopies, depth: depth + 1) }
    var lines: [String] = []
    let own = formula.name(end.entry)
    lines += wrapped("\(indent)\(own) = ", formula.symbolic(derived).text, indent: 0)
    let margin = indent + String(repeating: " ", count: own.columns)
    let numbers = formula.numeric(derived).text
    let result = formula.number(end.number, end.entry.value.dtype)
    lines += wrapped(
      "\(margin) = ", numbers == result ? result : "\(numbers) = \(result)", indent: 0)
    for child in tree.children { lines += branch(child, depth: depth + 1) }
    if !tree.children.isEmpty { lines += omitted(tree, indent: indent + "  ") }
    return lines
  }

  func omitted(_ tree: ExplanationTree, indent: String) -> [String] {
    guard tree.omitted > 0 else { return [] }
    let what = tree.omitted == 1 ? "1 more number" : "\(tree.omitted) more numbers"
    return ["\(indent)\(what)\(showsAll ? "" : " (-a follows all)")".marked(.dim)]
  }

  private func short(_ entry: Entry) -> String {
    switch entry.value.role {
    case .input: "an input"
    case .drawn: "drawn at random"
    case .number: "the state before the first timestep"
    case .state: "a state from before the first timestep"
    default: "set by hand"
    }
  }
}
