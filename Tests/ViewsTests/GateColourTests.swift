import Equations
import Models
import Tensors
import Terminal
import Terms
import TestSupport
import Testing

@testable import Debugging
@testable import Views

/// Gates are found by their equations, and drawn on scales of their own.
struct GateColourTests {
  private static func machine(_ name: String) throws -> Machine {
    let path = "\(Repository.path)/Sources/Console/Resources/models/\(name).keras"
    let session = Session(try ModelFile.open(path))
    try session.feed(try Feed.read("random(seed=1)", for: session.model))
    return try #require(session.machine)
  }

  private static func presentation(_ machine: Machine) -> Presentation {
    var presentation = Presentation()
    presentation.gates = machine.program.gates
    presentation.paints = true
    return presentation
  }

  @Test(arguments: [
    ("lstm", ["i", "f", "g", "o"]), ("gru", ["z", "r", "g"]), ("xor", []), ("mlp", []), ("cnn", []),
  ])
  func gatesAreFoundByTheirEquations(name: String, expected: [String]) throws {
    let gates = try Self.machine(name).program.gates.values.sorted { $0.index < $1.index }
    #expect(gates.map(\.value.name.ascii) == expected)
    #expect(gates.map(\.index) == Array(gates.indices))
    for gate in gates {
      #expect(gate.range == (gate.value.name.ascii == "g" ? -1...1 : 0...1))
    }
  }

  @Test func namesAreColouredAndNothingElse() throws {
    let machine = try Self.machine("lstm")
    let presentation = Self.presentation(machine)
    let gate = try #require(machine.gate("lstm.f"))
    let text = "C = f ⊙ C₋₁ + if·x.f + f(f) + f₋₁"
    let coloured = presentation.coloured(text, frame: gate.frame)
    let f = "f".marked(gate.mark)
    #expect(coloured == "C = \(f) ⊙ C₋₁ + if·x.f + f(\(f)) + f₋₁")
    #expect(coloured.unmarked == text)
    #expect(presentation.coloured(text, frame: gate.frame + 1) == text)
  }

  @Test func aListHasTheColoursBeforeAnythingIsFed() throws {
    let program = try Self.machine("lstm").program
    let listing = EquationListing(Presentation(), Listing(program, current: nil))
    let frame = try #require(program.gates.values.first?.frame)
    let lines = listing.lines(frame: frame).joined(separator: "\n")
    for gate in program.gates.values {
      #expect(lines.contains("\(gate.value.name.ascii.marked(gate.mark)) = "))
    }
  }

  @Test func aWordNamesAGate() throws {
    let machine = try Self.machine("lstm")
    for word in ["lstm.f", "lstm@0.f", "lstm.f[5]"] {
      #expect(machine.gate(word)?.value.name.ascii == "f", "\(word)")
    }
    for word in ["lstm.C", "lstm.W", "lstm.nothing", "2", ""] { #expect(machine.gate(word) == nil) }
  }

  /// The same number has the same colour in every picture of a gate; numbers set by hand beyond its
  /// ends have a scale of their own.
  @Test func gatesHaveFixedScales() throws {
    let scale = ColourScale([0.4, 0.6], within: 0...1)
    #expect(scale.first == 0 && scale.last == 1 && scale.kind == .positive)
    let both = ColourScale([0.4, 0.6], within: -1...1)
    #expect(both.first == -1 && both.last == 1 && both.kind == .both && both.place(0) == 0.5)
    #expect(ColourScale([0.4, 5], within: 0...1) == ColourScale([0.4, 5]))
    #expect(ColourScale([0.4, .nan], within: 0...1) == scale)
    #expect(ColourScale([0.4, 0.6], within: nil) == ColourScale([0.4, 0.6]))

    let machine = try Self.machine("lstm")
    let gate = try #require(machine.gate("lstm.f"))
    let frame = PlotFrame(Self.presentation(machine), gate: gate)
    let tensor = Tensor([2, 2], .float32, [0.4, 0.5, 0.6, 0.5])
    let map = Heatmap(tensor: tensor, rowName: "unit", columnName: "t", frame: frame).lines()
    let legend = try #require(map.last).unmarked
    #expect(legend.trimmingPrefix { $0 == " " }.hasPrefix("0 ") && legend.hasSuffix(" 1"))
    // Half of the room for 0.5, all of it for 1.
    let bars = BarPlot(tensor: Tensor([2], .float32, [0.5, 1]), frame: frame).lines()
    let lengths = bars.map { $0.unmarked.count { "█▌".contains($0) } }
    #expect(lengths[1] > 20 && abs(2 * lengths[0] - lengths[1]) <= 1)
    #expect(bars.allSatisfy { $0.contains("█") && $0.contains(Character(gate.mark)) })
  }

  /// Letters in cells and bars beside them are readable on every ground.
  @Test func picturesAreReadable() throws {
    for number in Array(stride(from: -1.0, through: 1, by: 0.05)) + [Double.nan, .infinity] {
      for scale in [ColourScale([-1, 1]), ColourScale([0, 1]), ColourScale([-1, 0])] {
        let cell = Palette(usesColour: true, usesASCII: false)
          .cell(number, scale, columns: 6, text: "1.0")
        let colours = try Style(usesColour: true, usesASCII: false).rendered(cell)
          .matches(of: /8;5;(\d+)m/).map { try #require(UInt8($0.1).flatMap { RGB(palette: $0) }) }
        #expect(colours.count == 2 && colours[0].contrast(with: colours[1]) >= 4.5, "\(number)")
      }
    }
    // What is no letter wants 3.
    for bar in [Palette.negative, Palette.positive] {
      for ground in [16, 231] as [UInt8] {
        let contrast = try #require(RGB(palette: bar)).contrast(
          with: try #require(RGB(palette: ground)))
        #expect(contrast >= 3)
      }
    }
  }

  /// The colours of a scale are told from their neighbours by everybody, grow lighter from end to end where all
  /// numbers have one sign, and those of a number and of its negative are no neighbours.
  @Test(arguments: Vision.allCases)
  func scalesAreToldApart(vision: Vision) throws {
    func seen(_ colours: [UInt8]) throws -> [Lab] {
      try colours.map { vision.lab(try #require(RGB(palette: $0)).linear) }
    }
    for colours in [Palette.diverging, Palette.sequential, Palette.negatives] {
      let labs = try seen(colours)
      for (one, next) in zip(labs, labs.dropFirst()) {
        #expect(one.distance(to: next) > 10, "\(colours)")
      }
    }
    let (rising, falling) = (try seen(Palette.sequential), try seen(Palette.negatives))
    #expect(zip(rising, rising.dropFirst()).allSatisfy { $0.lightness + 1 < $1.lightness })
    #expect(zip(falling, falling.dropFirst()).allSatisfy { $0.lightness > $1.lightness + 1 })
    let both = try seen(Palette.diverging)
    for place in 0..<both.count / 2 {
      #expect(both[place].distance(to: both[both.count - 1 - place]) > 40)
    }
    let bars = try seen([Palette.negative, Palette.positive])
    #expect(bars[0].distance(to: bars[1]) > 40)
  }
}

extension Character {
  fileprivate init(_ mark: Style.Mark) {
    self = Unicode.Scalar(mark.rawValue).map(Character.init) ?? " "
  }
}
