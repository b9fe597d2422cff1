import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms
import TestSupport
import Testing

@testable import Views

/// Views need a presentation and nothing else: no console, no terminal.
struct PresentationTests {
  private static let models = ["xor", "lstm", "gru", "cnn", "attention"]

  private static func walked(_ name: String) throws -> (Session, Machine) {
    let path = "\(Repository.path)/Sources/Console/Resources/models/\(name).keras"
    let session = Session(try ModelFile.open(path))
    try session.feed(try Feed.read("random(seed=1)", for: session.model))
    return (session, try #require(session.machine))
  }

  /// The stops and listings of a walk fit a screen that has room for the longest equation, and have
  /// only letters that it has.
  @Test(arguments: models, [64, 80, 120])
  func aWalkFitsTheScreen(name: String, width: Int) throws {
    let (session, machine) = try Self.walked(name)
    for alphabet in [Formula.Style.Alphabet.unicode, .ascii] {
      var presentation = Presentation()
      presentation.width = width
      presentation.breaksSentences = true
      presentation.formulaStyle.alphabet = alphabet
      presentation.packsOperands = width < 80
      presentation.hasSparklines = width > 80
      let style = Style(usesColour: false, usesASCII: presentation.usesASCII)
      _ = try machine.go(to: .tick(0))
      let ticks = machine.program.tickCount
      for tick in stride(from: 1, through: ticks, by: max(1, ticks / 7)) {
        _ = try machine.go(to: .tick(tick))
        let listing = EquationListing(
          presentation, Listing(machine.program, current: machine.current))
        let lines =
          StopBlock(presentation, try Snapshot(session, machine)).lines
          + machine.program.frames.flatMap { listing.lines(frame: $0.id) }
        for line in lines.map({ style.rendered($0, isLine: true) }) {
          if alphabet == .ascii { #expect(line.allSatisfy { $0.isASCII }, "\(line)") }
          if alphabet == .unicode { #expect(line.columns <= width, "\(name) on \(width): \(line)") }
        }
      }
    }
  }

  /// Where nothing is cut, an array is written to its end whatever the width.
  @Test func nothingIsCutUnasked() {
    let tensor = Tensor([3000], .float32, repeating: 0.5)
    var presentation = Presentation()
    #expect(presentation.room == 80)
    #expect(presentation.arrayText.lines(tensor).joined().contains("…"))
    presentation.cuts = false
    #expect(presentation.room > 30_000)
    let text = presentation.arrayText.lines(tensor).joined()
    #expect(text.split { $0 == " " || $0 == "[" || $0 == "]" }.count == 3000)
  }

  @Test func sentencesAreBrokenWhereThatIsAsked() {
    let text = "a sentence that is so long that no screen of forty columns can hold all of it"
    var presentation = Presentation()
    presentation.width = 40
    #expect(presentation.prose(text) == [text])
    presentation.breaksSentences = true
    #expect(presentation.prose(text) == text.wrapped(to: 40))
    #expect(presentation.prose(text, .bad).first == text.wrapped(to: 40).first?.marked(.bad))
    #expect(presentation.prose(text).count > 1)
  }

  /// Where nothing is cut a stop shows every number, but not hundreds of thousands.
  @Test func aStopLeavesOutWhatNobodyReads() {
    var presentation = Presentation()
    presentation.cuts = false
    func text(_ shape: Shape) -> String {
      presentation.stopText.lines(
        Tensor(shape, .float32, Array(repeating: 0.5, count: shape.count)), indent: 0
      ).joined()
    }
    #expect(!text(Shape([50, 20])).contains("…"))
    #expect(text(Shape([50, 20])).split(separator: " ").count == 1000)
    #expect(text(Shape([300, 1000])).contains("…"))
    #expect(text(Shape([300, 1000])).count < 1000)
  }
}
