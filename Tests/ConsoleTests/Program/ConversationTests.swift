import Containers
import TestSupport
import TestTraits
import Testing

@testable import Console

/// `--serve`: a program that talks to this one, line by line.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ConversationTests {
  /// The records of each line, up to its `{"done": …}`; the first are those before any line.
  private func answers(_ lines: [String], _ arguments: [String]) throws -> [[JSON]] {
    let outcome = try Program.run(arguments + ["--serve"], input: lines.joined(separator: "\n"))
    #expect(outcome.code == 0)
    #expect(outcome.messages == "")
    var answers: [[JSON]] = [[]]
    for line in outcome.output.split(separator: "\n") {
      let record = try JSON(parsing: String(line), file: "output")
      answers[answers.count - 1].append(record)
      if record["done"] != nil { answers.append([]) }
    }
    #expect(answers.last == [])
    return answers.dropLast()
  }

  @Test func anErrorIsARecordAndEndsNothing() throws {
    let answers = try answers(
      ["step", "p nothing", "", "p z[0]", "frobnicate"], ["xor", "--input", "[0, 1]"])
    #expect(answers.count == 6)
    #expect(answers.map { $0.last?["done"]?.intValue } == [0, 0, 2, 0, 0, 2])
    #expect(answers[0].first?["text"]?.stringValue?.hasPrefix("fed input_layer (2)") == true)
    #expect(answers[1].first?["stop"]?["tick"]?.intValue == 1)
    #expect(answers[2].first?["error"]?.stringValue?.hasPrefix("there is no nothing here") == true)
    #expect(answers[3].count == 1)
    #expect(answers[4].first?["value"]?["numbers"]?.doubleValue == -0.22)
  }

  @Test func quitEndsIt() throws {
    let answers = try answers(["quit", "step"], ["xor", "--input", "[0, 1]"])
    #expect(answers.count == 2)
  }

  @Test func aModelThatCannotBeOpenedIsTold() throws {
    let outcome = try Program.run(["gone.keras", "--serve"])
    #expect(outcome.code == 3)
    #expect(outcome.output == "")
    #expect(outcome.messages.hasPrefix("kerastep: gone.keras: there is no such file"))
  }
}
