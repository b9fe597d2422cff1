import Containers
import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms
import TestSupport
import Testing

@testable import Views

/// The panes of a full screen hold what the prompt shows, and know where each of it stands.
struct PaneTests {
  static let models = ["xor", "mlp", "rnn", "lstm", "gru", "cnn", "attention"]

  private static func walked(_ name: String, _ input: String = "random(seed=1)") throws -> Machine {
    let path = "\(Repository.path)/Sources/Console/Resources/models/\(name).keras"
    let session = Session(try ModelFile.open(path))
    try session.feed(try Feed.read(input, for: session.model))
    return try #require(session.machine)
  }

  private static func presentation(_ width: Int, _ alphabet: Formula.Style.Alphabet = .unicode)
    -> Presentation
  {
    var presentation = Presentation()
    presentation.width = width
    presentation.formulaStyle.alphabet = alphabet
    return presentation
  }

  /// Places of a walk, all of them of a short one.
  private static func ticks(_ machine: Machine) -> some Sequence<Int> {
    stride(from: 0, through: machine.program.tickCount, by: max(1, machine.program.tickCount / 9))
  }

  // MARK: Numbers

  /// Every number that can be pointed at stands there, as the machine has it, and fits the pane.
  @Test(arguments: models, [30, 53, 100])
  func numbersStandWhereTheyArePointedAt(name: String, width: Int) throws {
    let machine = try Self.walked(name)
    let style = Style(usesColour: false, usesASCII: false)
    for tick in Self.ticks(machine) {
      _ = try machine.go(to: .tick(tick))
      let grid = try #require(NumberPane(Self.presentation(width), machine, sample: 0))
      for top in stride(from: 0, to: grid.lineCount, by: 10) {
        let pane = grid.pane(from: top, height: 10, cursor: grid.first)
        #expect(pane.lines.count == min(10, grid.lineCount - top))
        for line in pane.lines { #expect(line.columns <= width, "\(name) \(tick): \(line)") }
        for spot in pane.spots {
          guard case .number(let entry) = spot.target else { continue }
          let line = style.rendered(pane.lines[spot.line], isLine: true)
          let text = Self.cut(line, spot.columns).trimmed
          guard machine.isComputed(entry.value, at: entry.steps) else {
            #expect(text == "·")
            continue
          }
          let number = try machine.number(entry, sample: 0)
          let shown = text == "True" ? 1 : text == "False" ? 0 : Double(text) ?? .infinity
          let scale = max(abs(number), 1)
          #expect(
            abs(shown - number) <= 0.006 * scale || number.isNaN && shown.isNaN, "\(entry): \(text)"
          )
        }
      }
    }
  }

  private static func cut(_ line: String, _ columns: Range<Int>) -> String {
    // No letter of these lines is wide.
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.filter { $0.columns > 0 }
          .dropFirst(columns.lowerBound).prefix(columns.count)))
  }

  /// Arrows lead from number to number, each of them seen, and from the first to the last.
  @Test(arguments: models)
  func arrowsReachEveryRow(name: String) throws {
    let machine = try Self.walked(name)
    _ = try machine.go(to: .tick(2))
    let grid = try #require(NumberPane(Self.presentation(53), machine, sample: 0))
    var entry = try #require(grid.first)
    while let next = grid.moved(entry, columns: 0, lines: -1), next != entry { entry = next }
    #expect(grid.place(of: entry)?.line == 1)
    var rows = 1
    var top = 0
    while let next = grid.moved(entry, columns: 0, lines: 1), next != entry {
      entry = next
      rows += 1
      top = grid.top(for: entry, height: 8, before: top)
      let pane = grid.pane(from: top, height: 8, cursor: entry)
      #expect(pane.spots.contains { $0.target == .number(entry) })
    }
    #expect(rows == grid.blocks.reduce(0) { $0 + $1.lines.count - 1 })
    // To the end of a row, and no further.
    let row = try #require(grid.blocks.last?.rows.last)
    let last = try #require(grid.moved(entry, columns: 1000, lines: 0))
    #expect(last == row.entry(row.count - 1, row.width - 1))
    #expect(grid.moved(last, columns: 1, lines: 0) == last)
    let far = grid.pane(from: max(grid.lineCount - 8, 0), height: 8, cursor: last)
    #expect(far.spots.contains { $0.target == .number(last) })
  }

  /// A step further the same element is looked at.
  @Test func theCursorFollowsItsUnit() throws {
    let machine = try Self.walked("lstm")
    _ = try machine.go(to: .tick(3))
    let f = try #require(NumberPane(Self.presentation(53), machine, sample: 0)?.first)
    let chosen = Entry(value: f.value, element: 5, steps: f.steps)
    _ = try machine.go(to: .tick(13))
    let grid = try #require(NumberPane(Self.presentation(53), machine, sample: 0))
    let next = try #require(grid.following(chosen))
    #expect(machine.place(of: next) == "lstm@1.C[5]")
    #expect(!grid.contains(chosen) && grid.contains(next))
  }

  /// A weight of many numbers costs no more than a small one: what is not seen is not read.
  @Test func longArraysAreNotRead() throws {
    let machine = try Self.walked("attention")
    _ = try machine.go(to: .tick(1))
    let grid = try #require(NumberPane(Self.presentation(53), machine, sample: 0))
    #expect(grid.pane(from: 0, height: 3, cursor: nil).lines.count == 3)
    #expect(grid.pane(from: 10_000, height: 3, cursor: nil).lines.isEmpty)
  }

  // MARK: Equations

  /// The list marks where one stands, and each equation's place leads to it.
  @Test(arguments: models)
  func everyEquationCanBeGoneTo(name: String) throws {
    let machine = try Self.walked(name)
    for tick in Self.ticks(machine) {
      _ = try machine.go(to: .tick(tick))
      for width in [24, 40] {
        let listing = Listing(machine.program, current: machine.current)
        let pane = EquationPane(Self.presentation(width), listing, machine).pane
        #expect((pane.current == nil) == (tick == 0))
        // √2 is a long number, and whole.
        for line in pane.lines where line.contains("1.41421") { #expect(line.columns <= width) }
        #expect(pane.lines.indices.allSatisfy { line in pane.spots.contains { $0.line == line } })
        if let current = pane.current,
          case .place(let word)? = pane.target(line: current, column: 0)
        {
          #expect(try machine.location(word).tick(after: tick - 1, in: machine.program) == tick)
        }
        for case .place(let word) in pane.spots.map(\.target) {
          #expect(throws: Never.self) { try machine.location(word) }
        }
      }
    }
  }

  @Test func aLongEquationGoesOnBelow() {
    #expect(EquationPane.broken("a = b + c", to: 20) == ["a = b + c"])
    #expect(EquationPane.broken("a = bbbb + cccc + dd", to: 11) == ["a = bbbb +", "cccc + dd"])
    #expect(EquationPane.broken("abcdefghij", to: 4) == ["abcdefghij"])
  }

  // MARK: Explanations

  /// What can be walked to stands in the text by its name, and was computed before.
  @Test(arguments: models)
  func operandsStandWhereTheyArePointedAt(name: String) throws {
    let machine = try Self.walked(name)
    let style = Style(usesColour: false, usesASCII: false)
    let presentation = Self.presentation(53)
    var walks = 0
    for tick in Self.ticks(machine) where tick > 0 {
      _ = try machine.go(to: .tick(tick))
      let entry = try #require(machine.currentEntry)
      let pane = ExplanationPane(presentation, machine, sample: 0).explanation(of: entry)
      for spot in pane.spots {
        guard case .number(let operand) = spot.target else { continue }
        let text = Self.cut(style.rendered(pane.lines[spot.line], isLine: true), spot.columns)
        #expect(
          [ScalarFormula(presentation).name(operand), machine.place(of: operand)].contains(text))
        guard let origin = try machine.origin(of: operand, sample: 0) else { continue }
        #expect(origin.moment.tick < tick)
        walks += 1
        // It is the same number there.
        #expect(
          try machine.number(origin.entry, sample: 0).bitPattern
            == machine.number(operand, sample: 0).bitPattern)
      }
    }
    #expect(walks > 0)
  }

  @Test func aNameIsAWordOfItsOwn() {
    #expect(ExplanationPane.columns(of: "C[5]", in: "lstm@2.C[5] = C[5]·x") == [14..<18])
    #expect(ExplanationPane.columns(of: "C₋₁[5]", in: "f[5]·C₋₁[5] + C₋₁[5]") == [5..<11, 14..<20])
    #expect(ExplanationPane.columns(of: "x[1]", in: "max[1] x[12] x[1][2] tanh(x[1])") == [26..<30])
    #expect(ExplanationPane.columns(of: "n", in: "tanh(n) n₋₁ sin n") == [5..<6, 16..<17])
  }

  /// What was given was computed nowhere; what is ahead says so.
  @Test func givenNumbersHaveNoOrigin() throws {
    let machine = try Self.walked("xor", "[0, 1]")
    _ = try machine.go(to: .tick(1))
    let x = try machine.entry("dense.x[1]")
    let weight = try machine.entry("dense.W[0, 0]")
    #expect(try machine.origin(of: x, sample: 0) == nil)
    #expect(try machine.origin(of: weight, sample: 0) == nil)
    let ahead = try machine.entry("dense.z[0]")
    _ = try machine.go(to: .tick(0))
    let pane = ExplanationPane(Self.presentation(53), machine, sample: 0).explanation(of: ahead)
    #expect(pane.lines.count == 1 && pane.lines[0].contains("not computed yet"))
    #expect(pane.spots.isEmpty)
  }

  // MARK: Over time

  @Test func aNumberIsDrawnOverTheTimestepsSoFar() throws {
    let machine = try Self.walked("lstm", "[[0, 1], [2, 3], [4, 5]]")
    _ = try machine.go(to: .tick(20))
    let time = TimePane(Self.presentation(24), machine, sample: 0)
    let f = try machine.entry("lstm@2.f[5]")
    #expect(time.lines(f, height: 1) == ["█▂▁ f[5] over t"])
    #expect(time.lines(f, height: 12).first == "f[5] over t")
    #expect(time.lines(f, height: 12).count <= 12)
    let early = try machine.entry("lstm@0.f[5]")
    #expect(time.lines(early, height: 12) == ["█ f[5] over t"])
    // No loop, no time.
    _ = try machine.go(to: .tick(23))
    #expect(time.lines(try machine.entry("dense.z[0]"), height: 12) == [])
  }
}
