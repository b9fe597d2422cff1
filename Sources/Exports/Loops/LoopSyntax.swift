import Tensors
import Terms

/// What C, C++ and Swift write differently in loops over numbers; expressions are the same.
protocol LoopSyntax: Sendable {
  var isDouble: Bool { get }
  /// The type of all numbers.
  var real: String { get }
  /// What ends a statement.
  var end: String { get }
  /// What the language calls a function of numbers, `exp`.
  func function(_ word: String) -> String
  /// A number that reads back as the same bits.
  func number(_ value: Double) -> String
  /// The head of a loop; a closing brace ends it.
  func loop(_ counter: String, _ count: Int) -> String
  /// The same from the last place to the first.
  func loop(down counter: String, _ count: Int) -> String
  /// The head of a block that its variables are the own of.
  var block: String { get }
  func constant(_ name: String, _ value: String) -> String
  func truth(_ name: String, _ value: String) -> String
  /// A place in an array.
  func place(_ name: String, _ value: String) -> String
  func variable(_ name: String, _ value: String, isWhole: Bool) -> String
  /// Memory for an array.
  func buffer(_ name: String, _ count: Int) -> String
  /// A name for part of an array.
  func part(_ name: String, of source: String, from start: String, _ count: Int) -> String
  /// A call of a function of arrays, each from a place on; the last one is written.
  func call(_ function: String, _ arrays: [(name: String, start: String)], _ numbers: [String])
    -> String
  /// A whole number as one of the others.
  func converted(_ name: String) -> String
  func comment(_ text: String) -> String
}

extension LoopSyntax {
  /// A text of an op's, with `$exp` and `real` as the language has them.
  func expanded(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      let isFunction = first == "$" && rest.dropFirst().first?.isLetter ?? false
      if isFunction || first.isLetter {
        let word = rest.dropFirst(isFunction ? 1 : 0).prefix {
          $0.isLetter || $0.isNumber || $0 == "_"
        }
        rest = rest[word.endIndex...]
        if isFunction {
          result += function(String(word))
        } else {
          result += word == "real" ? real : String(word)
        }
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

/// What the functions of an export call besides each other.
final class Helpers {
  private(set) var elements: [ElementCode] = []
  private(set) var rows: [RowCode] = []
  /// `matmul`, `copy`, `round_f16`, …
  private(set) var others: Set<String> = []

  func use(_ code: ElementCode) {
    if case .define = code.loop, !elements.contains(code) { elements.append(code) }
  }

  func use(_ code: RowCode) {
    if !rows.contains(code) { rows.append(code) }
  }

  func use(_ name: String) { others.insert(name) }

  /// The functions of the language's own that the others call.
  func words(in lines: [String], _ isWanted: (String) -> Bool) -> Set<String> {
    var result: Set<String> = []
    for line in lines {
      for word in line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }) {
        if isWanted(String(word)) { result.insert(String(word)) }
      }
    }
    return result
  }
}

/// Where in an array a number lies, in terms of counters.
enum Spot {
  /// The same place in every array of the shape, by one counter.
  case flat(String)
  case axes([Step])

  /// `start + step·counter`.
  struct Step {
    var start: Int
    var step: Int = 0
    var counter: String?

    static func at(_ place: Int) -> Step { Step(start: place) }
    static func by(_ counter: String) -> Step { Step(start: 0, step: 1, counter: counter) }
  }

  /// The place in an array of a shape, as text.
  func offset(in shape: Shape) -> String {
    switch self {
    case .flat(let counter): return counter
    case .axes(let steps):
      var start = 0
      var terms: [String] = []
      for (step, stride) in zip(steps, shape.strides) {
        start += step.start * stride
        guard let counter = step.counter, step.step != 0 else { continue }
        let factor = step.step * stride
        terms.append(factor == 1 ? counter : "\(counter) * \(factor)")
      }
      if start != 0 || terms.isEmpty { terms.insert("\(start)", at: 0) }
      return terms.joined(separator: " + ").replacing("+ -", with: "- ")
    }
  }

  /// The spot in an operand that is spread over a result.
  func spread(from result: Shape, to operand: Shape) -> Spot {
    switch self {
    case .flat:
      return operand.count == 1 && result.count != 1
        ? .axes(operand.dims.map { _ in .at(0) }) : self
    case .axes(let steps):
      let own = Array(steps.suffix(operand.rank))
      return .axes(zip(own, operand.dims).map { $1 == 1 ? .at(0) : $0 })
    }
  }

  /// The spot in an operand of which the result is a view.
  func viewed(_ view: [AxisIndex]) -> Spot {
    guard case .axes(let steps) = self else { return self }
    return .axes(
      view.map { index in
        switch index {
        case .at(let place): return .at(place)
        case .along(let axis, let start, let step):
          guard steps.indices.contains(axis) else { return .at(start) }
          let own = steps[axis]
          return Step(start: start + step * own.start, step: step * own.step, counter: own.counter)
        }
      })
  }
}
