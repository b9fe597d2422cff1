import TestSupport
import Testing

@testable import Console

/// The sessions in `Transcripts`: each is played, and must show what it showed when it was recorded.
/// `KERASTEP_RECORD=1 swift test --filter Transcript` records them anew.
struct TranscriptTests {
  private static let folder = "Tests/ConsoleTests/Transcripts"
  static let names = Repository.files(in: folder, ending: ".txt")

  @Test(arguments: names)
  func aSessionShowsWhatItShowed(name: String) throws {
    let file = "\(Self.folder)/\(name)"
    let recorded = Repository.text(file)
    let (console, shown) = Console.imitation()
    let typing = TypingLaw(console, shown)
    let played = Transcript(recorded).replayed(console, shown) { typing.type($0) }
    #expect(shown.wideLines == [])
    if Repository.asks("KERASTEP_RECORD") { return try Repository.write(played, to: file) }
    if let difference = Difference(recorded, played) {
      Issue.record(
        "\(file):\(difference); record anew with KERASTEP_RECORD=1 swift test --filter Transcript")
    }
  }
}

/// The first line in which two texts differ.
struct Difference: CustomStringConvertible {
  let description: String

  init?(_ expected: String, _ found: String) {
    guard expected != found else { return nil }
    let lines = [expected, found].map {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    let (old, new) = (lines[0].dropFirst(same).first, lines[1].dropFirst(same).first)
    description = "\(same + 1): expected\n\(old ?? "the end")\nbut it shows\n\(new ?? "the end")"
  }
}
