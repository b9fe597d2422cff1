import Containers
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Views

/// A sum is written with indices that run, and every term of it is one of those that are meant.
struct RunningIndicesTests {
  private static let style = Formula.Style(.unicode, .row)

  /// The sums of a number's equation that are written with a Σ.
  private static func sums(_ entry: Entry, _ machine: Machine) throws -> [[Derived.Addend]] {
    guard case .equation(_, let derived) = try machine.explanation(of: entry).origin,
      case .sum(let sum) = derived.form
    else { return [] }
    return Dictionary(grouping: sum.terms.filter { $0.group != nil }) { $0.group }.values
      .filter { $0.count > 4 }
  }

  /// `2·k − 1` for letters that have numbers.
  private static func value(_ text: String, _ letters: [String: Int]) -> Int? {
    var result = 0
    var sign = 1
    for word in text.split(separator: " ") {
      if word == "+" || word == "−" {
        sign = word == "+" ? 1 : -1
        continue
      }
      let factors = word.split(separator: "·").map { Int($0) ?? letters[String($0)] }
      guard factors.allSatisfy({ $0 != nil }) else { return nil }
      result += sign * factors.compactMap { $0 }.reduce(1, *)
    }
    return result
  }

  /// `x[1 + k, 2]` in its indices.
  private static func indices(_ name: String) -> [String] {
    guard let start = name.firstIndex(of: "["), name.last == "]" else { return [] }
    return name[name.index(after: start)...].dropLast().split(separator: ",").map {
      String($0).trimmed
    }
  }

  private func check(_ terms: [Derived.Addend], _ place: String) throws {
    let names = RunningIndices(terms, Self.style).names
    let first = try #require(terms.first).factors.flatMap(\.leaves)
    let texts = try first.map { Self.indices(try #require(names[$0])) }
    for term in terms {
      let leaves = term.factors.flatMap(\.leaves)
      var letters: [String: Int] = [:]
      for (leaf, text) in zip(leaves, texts) {
        for (place, word) in zip(leaf.index, text) where word.allSatisfy(\.isLetter) {
          letters[word] = place
        }
      }
      for (leaf, text) in zip(leaves, texts) {
        let meant = text.compactMap { Self.value($0, letters) }
        #expect(meant == leaf.index, "\(place): \(text) for \(leaf.index)")
      }
    }
  }

  @Test(arguments: ["mlp", "lstm", "gru", "cnn", "attention"])
  func everyTermIsMeant(model: String) throws {
    let path = "\(Repository.path)/Sources/Console/Resources/models/\(model).keras"
    try check(try ModelFile.open(path), "ones")
  }

  /// Windows with strides, dilation and borders, and those that go the other way.
  @Test func everyTermOfAWindowIsMeant() throws {
    let cases = GridCase.grid.filter { $0.title.contains("Conv") }
    #expect(cases.count > 20)
    for place in stride(from: 0, to: cases.count, by: max(cases.count / 10, 1)) {
      try check(try cases[place].model(), feeding: try cases[place].golden().inputs)
    }
  }

  private func check(_ model: Model, _ input: String) throws {
    let feed = try Feed.read(input, for: model)
    try check(model, feeding: feed.tensors)
  }

  private func check(_ model: Model, feeding tensors: [Tensor]) throws {
    let session = Session(model)
    let samples = tensors.first?.shape.dims.first ?? 1
    try session.feed(Feed(tensors: tensors, samples: samples, isBatch: true))
    let machine = try #require(session.machine)
    _ = try machine.runToEnd()
    for equation in machine.program.equations {
      let count = equation.result.shape.count
      let depth = machine.program.loops(equation.scan).count
      for element in Set([0, count / 2]) where (0..<count).contains(element) {
        let entry = Entry(
          value: equation.result, element: element, steps: Array(repeating: 1, count: depth))
        for terms in try Self.sums(entry, machine) {
          try check(terms, "\(model.name) \(equation.result.name.ascii)[\(element)]")
        }
      }
    }
  }
}
