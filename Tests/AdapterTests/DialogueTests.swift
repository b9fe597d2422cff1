import TestSupport
import Testing

@testable import Adapter

/// Recorded dialogues, letter by letter.
struct DialogueTests {
  private static let names = Repository.files(in: Dialogue.folder, ending: ".txt")

  @Test(arguments: names)
  func isHeldAsRecorded(_ name: String) throws {
    let path = "\(Dialogue.folder)/\(name)"
    let text = Repository.text(path)
    let held = try Dialogue(text).held()
    if Repository.asks("KERASTEP_RECORD") { return try Repository.write(held, to: path) }
    for (line, (was, now)) in zip(
      text.split(separator: "\n", omittingEmptySubsequences: false),
      held.split(separator: "\n", omittingEmptySubsequences: false)
    ).enumerated() where was != now {
      Issue.record("\(name):\(line + 1): recorded \(was)\nand held \(now)")
      return
    }
    #expect(text == held)
  }

  @Test func everyRequestIsInADialogue() throws {
    let asked = try DialogueTests.names.flatMap { name in
      try Dialogue(Repository.text("\(Dialogue.folder)/\(name)")).requests.map(\.command)
    }
    #expect(Set(Requests.all.map(\.command)).subtracting(asked) == [])
  }
}
