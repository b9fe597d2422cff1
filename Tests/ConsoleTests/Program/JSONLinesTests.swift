import Containers
import TestSupport
import TestTraits
import Testing

@testable import Console

/// `--json`: what a program reads of a walk.
@Suite(.enabled(if: Program.path != nil), .waits)
struct JSONLinesTests {
  private func records(_ text: String) throws -> [JSON] {
    try text.split(separator: "\n").map { try JSON(parsing: String($0), file: "output") }
  }

  @Test func stopsAndValuesAreRecords() throws {
    let commands = ["break lstm.f if f[3] > 0.6", "continue", "p f[3]", "p f > 0.9", "continue 9"]
    let outcome = try Program.run(
      ["lstm", "--json", "--input", "ones"], input: commands.joined(separator: "\n"))
    #expect(outcome.code == 0)
    #expect(outcome.messages == "")
    let records = try records(outcome.output)
    let stops = records.compactMap { $0["stop"] }
    #expect(stops.map { $0["tick"]?.intValue } == [10, 23])
    #expect(stops.map { $0["reason"]?.stringValue } == ["breakpoint", "end"])
    let first = try #require(stops.first)
    #expect(first["place"]?.stringValue == "lstm@1.f")
    #expect(first["equation"]?.stringValue == "f = sigmoid(z[8:16])")
    #expect(first["result"]?["shape"] == .array([.int(8)]))
    #expect(first["operands"]?["z"]?["numbers"]?.arrayValue?.count == 32)
    let numbers = try #require(first["result"]?["numbers"]?.arrayValue).compactMap(\.doubleValue)
    let values = records.compactMap { $0["value"] }
    #expect(values.first?["numbers"]?.doubleValue == numbers[3])
    #expect(values.first?["name"]?.stringValue == "$1")
    #expect(
      values.last?["numbers"]?.arrayValue?.map(\.boolValue)
        == numbers.map { $0 > Double(Float(0.9)) })
    let outputs = try #require(stops.last?["outputs"]?["dense"]?["numbers"]?.arrayValue)
    #expect(abs(outputs.compactMap(\.doubleValue).reduce(0, +) - 1) < 1e-6)
    #expect(records.contains { $0["text"]?.stringValue?.hasPrefix("breakpoint 1") ?? false })
  }

  @Test func aTimestepIsARecord() throws {
    let commands = ["next", "p C", "info values"]
    let outcome = try Program.run(
      ["lstm", "--json", "--input", "ones"], input: commands.joined(separator: "\n"))
    #expect(outcome.code == 0)
    let records = try records(outcome.output)
    let stop = try #require(records.compactMap { $0["stop"] }.first)
    #expect(stop["place"]?.stringValue == "lstm@0.h")
    let card = try #require(stop["timestep"])
    #expect(card["layer"]?.stringValue == "lstm" && card["of"]?.intValue == 3)
    #expect(card["ticks"] == .array([.int(1), .int(7)]))
    #expect(card["masked"] == .bool(false))
    let values = try #require(card["values"]?.arrayValue)
    #expect(
      values.map { $0["name"]?.stringValue }
        == ["x", "h_prev", "C_prev", "i", "f", "g", "o", "C", "h"])
    let cell = try #require(values.first { $0["place"]?.stringValue == "lstm@0.C" })
    #expect(cell["numbers"] == records.compactMap { $0["value"] }.first?["numbers"])
    #expect(records.compactMap { $0["timestep"] } == [card])
  }

  @Test func errorsAreRecordsToo() throws {
    let outcome = try Program.run(["--json", "-e", "feed [0, 1]", "-e", "p foo[1"])
    #expect(outcome.code == 2)
    let errors = try records(outcome.messages)
    #expect(errors.count == 1)
    #expect(errors.first?["error"]?.stringValue?.hasPrefix("expected ] at the end\n") ?? false)
  }

  /// What is computed again, there and back through time, is in the records as what is kept.
  @Test func littleMemoryChangesNoNumber() throws {
    let walk = [
      "set loss mse", "feed arange(36000).reshape(1000, 36) / 36000", "target zeros(1000, 3)",
      "continue", "p bidirectional/forward_gru.dU", "goto bidirectional/forward_gru@200.dz",
      "info values", "rev step 3", "goto bidirectional/forward_gru@17.h", "info values",
    ]
    func numbers(_ memory: String) throws -> [JSON] {
      let outcome = try Program.run(
        [Repository.fixture("wild/sleepecg059_ws_gru_mesa.keras"), "--json"],
        input: (["set memory \(memory)"] + walk).joined(separator: "\n"))
      #expect(outcome.messages == "")
      return try records(outcome.output).filter { $0["text"] == nil }
    }
    let few = try numbers("8 MB")
    #expect(few == (try numbers("1 GB")))
    #expect(few.count >= 7)
  }
}
