import Containers
import Debugging
import Foundation
import Terminal
import TestSupport
import Testing

@testable import Console

/// What a program reads of a walk and what a person reads of it are the same numbers, each of them.
@Suite struct JSONTextLawTests {
  @Test(arguments: [
    "xor", "mlp", "rnn", "lstm", "lstm-relu", "gru", "gru-before", "birnn", "attention", "books",
  ])
  func everyNumberIsTheSame(_ model: String) throws {
    let (person, shown) = Console.imitation(width: 10_000)
    let (program, records) = Console.imitation()
    program.output.emitsJSON = true
    for console in [person, program] {
      #expect(console.execute("open \(model)") == .done)
      #expect(console.execute("feed ones") == .done)
    }
    #expect(person.execute("set precision 17") == .done)
    var compared = 0
    while person.session?.machine?.next != nil {
      records.text = ""
      #expect(person.execute("step") == .done)
      #expect(program.execute("step") == .done)
      let stop = try #require(try Self.stop(records.text))
      let tensors =
        (stop["operands"]?.objectValue.map(Array.init) ?? []) + [
          (
            key: stop["place"]?.stringValue ?? "", value: stop["result"] ?? .null
          )
        ]
      for (name, record) in tensors {
        guard let numbers = record["numbers"] else { continue }
        shown.text = ""
        #expect(person.execute("p \(name)") == .done, "\(name)")
        if shown.text.contains("…") {
          shown.text = ""
          #expect(person.execute("p \(name)[:]") == .done, "\(name)")
        }
        let read = Self.printed(shown.text)
        let told = Self.flat(numbers)
        #expect(read == told, "\(stop["place"]?.stringValue ?? ""): \(name)")
        compared += told.count
      }
    }
    #expect(compared > 10)
  }

  private static func stop(_ text: String) throws -> JSON? {
    try text.split(separator: "\n").map { try JSON(parsing: String($0), file: "output") }
      .compactMap { $0["stop"] }.last
  }

  /// The numbers of nested lists; truth values are 1 and 0.
  private static func flat(_ json: JSON) -> [Float] {
    if let list = json.arrayValue { return list.flatMap(flat) }
    if let truth = json.boolValue { return [truth ? 1 : 0] }
    return [json.doubleValue.map(Float.init) ?? .nan]
  }

  /// The numbers of a printed value: what stands in its brackets, or alone behind the equals sign.
  private static func printed(_ text: String) -> [Float] {
    let lines = text.split(separator: "\n").map(String.init)
    guard let first = lines.first, let equals = first.range(of: "= ") else { return [] }
    var rest = ([String(first[equals.upperBound...])] + lines.dropFirst()).joined(separator: " ")
    if lines.count == 1 {
      // The shape and the format stand behind the numbers of a line.
      rest = rest.components(separatedBy: "  (")[0]
    } else {
      rest = lines.dropFirst().joined(separator: " ")
    }
    return rest.split { "[] ,".contains($0) }.compactMap { word in
      word == "True" ? 1 : word == "False" ? 0 : Float(word)
    }
  }
}
