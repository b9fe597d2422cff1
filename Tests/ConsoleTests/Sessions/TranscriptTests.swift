import TestSupport
import Testing

@testable import Console

/// The sessions in `Transcripts`: each is played, and must show what it showed when it was recorded, but for the last
/// digits of fractions, which depend on the processor.
/// `KERASTEP_RECORD=1 make test ONLY=Transcript` records them anew.
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
        "\(file):\(difference); record anew with KERASTEP_RECORD=1 make test ONLY=Transcript")
    }
  }
}
