import Containers
import Equations
import Tensors
import Terms
import Testing

@testable import Debugging

/// Words for places: where they lead, and what is said when they lead nowhere.
@Suite struct PlaceTests {
  private let nested = Recipes.nested  // td: 3 timesteps of an LSTM over 4, then an RNN over 3

  /// The place where `goto` and the word lead.
  private func goto(_ word: String, _ machine: Machine) throws -> String {
    _ = try machine.go(to: machine.location(word))
    return machine.current.map { machine.program.place(of: $0) } ?? "start"
  }

  @Test func gotoLeadsToTheEquation() throws {
    let machine = try nested.machine()
    let cases = [
      "0": "start", "1": "td/lstm@0@0.z", "td": "td/lstm@0@0.z", "td/lstm": "td/lstm@0@0.z",
      "td@2": "td/lstm@2@0.z", "td/lstm@2@1.h": "td/lstm@2@1.h", "td/lstm@-1@-2.C": "td/lstm@2@2.C",
      "td/lstm@1": "td/lstm@1@0.z", "td/lstm@1.f": "td/lstm@1@0.f", "rnn": "rnn@0.z",
      "rnn@2": "rnn@2.z", "rnn.h": "rnn@0.h", "rnn@-1.h": "rnn@2.h",
    ]
    for (word, place) in cases {
      _ = try machine.restart()
      try #expect(goto(word, machine) == place, "\(word)")
    }
  }

  @Test(arguments: ["\"td/lstm\"@2@1.h", "'td/lstm@2@1.h'", "`td/lstm`@2@1.h"])
  func quotesMayStandAroundAName(_ word: String) throws {
    #expect(try goto(word, try nested.machine()) == "td/lstm@2@1.h")
  }

  @Test func openTimestepsAreThoseOfThePosition() throws {
    let machine = try nested.machine()
    try #expect(goto("td/lstm@1@2.f", machine) == "td/lstm@1@2.f")
    try #expect(goto("td/lstm.h", machine) == "td/lstm@1@2.h")
    try #expect(goto("C", machine) == "td/lstm@1@2.C")
    try #expect(goto("@0", machine) == "td/lstm@1@0.z")
    try #expect(goto("@3.g", machine) == "td/lstm@1@3.g")
    try #expect(goto("@-1", machine) == "td/lstm@1@3.z")
    try #expect(goto("@2@1.o", machine) == "td/lstm@2@1.o")
    try #expect(goto("td/lstm", machine) == "td/lstm@2@0.z")
    try #expect(goto("td", machine) == "td/lstm@0@0.z")
  }

  @Test(arguments: Recipes.all)
  func untilGoesThroughAllExecutions(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    let program = machine.program
    for equation in program.equations {
      let name = equation.result.name.ascii
      let location = Location(.equation(equation.id, steps: []), word: name)
      let all = (1...program.tickCount).filter { program.moment($0)?.equation == equation.id }
      try machine.restart()
      for tick in all {
        try #expect(machine.until(location).position == Position(tick))
        #expect(location.matches(try #require(machine.current)))
      }
      #expect(throws: PlaceError.isBehind(location)) { try machine.until(location) }
      for tick in all.dropLast().reversed() {
        try #expect(machine.until(location, backwards: true).position == Position(tick))
      }
      #expect(throws: PlaceError.isAhead(location)) {
        try machine.until(location, backwards: true)
      }
    }
  }

  @Test func untilFillsOnlyTheOpenTimesteps() throws {
    let machine = try nested.machine()
    let outer = try machine.location("td/lstm@1.h")
    let ticks = (0..<4).map { 1 * 28 + $0 * 7 + 7 }
    for tick in ticks { try #expect(machine.until(outer).position.tick == tick) }
    #expect(throws: PlaceError.isBehind(outer)) { try machine.until(outer) }
    let inner = Location(.equation(6, steps: [nil, 2]), word: "h")
    _ = try machine.resume()
    for step in [2, 1, 0] {
      try #expect(machine.until(inner, backwards: true).position.tick == step * 28 + 21)
    }
  }

  @Test func theStackIsTheCallsWithTheirTimesteps() throws {
    let machine = try nested.machine()
    #expect(machine.stack == [])
    _ = try goto("td/lstm@2@1.g", machine)
    #expect(machine.stack.map(machine.text) == ["td/lstm@2@1", "td@2"])
    _ = try goto("rnn@1", machine)
    #expect(machine.stack.map(machine.text) == ["rnn@1"])
    let cells = try Recipes.cells.machine()
    _ = try goto("rnn/upper@1.r", cells)
    #expect(cells.stack.map(cells.text) == ["rnn/upper@1", "rnn@1"])
  }

  @Test func wordsThatLeadNowhere() throws {
    let machine = try nested.machine()
    let cases = [
      "tdd": "there is no tdd here; did you mean td?",
      "td/lstm.zz": "td/lstm has no zz; did you mean z?",
      "td/lstm@3": "td has no timestep 3: they are 0…2",
      "td/lstm@0@-5": "td/lstm has no timestep -5: they are 0…3",
      "rnn@1@1": "rnn stands in 1 loop, but 2 timesteps are given",
      "rnn.W": "rnn.W is not computed by an equation",
      "@1": "the position is in no loop: write the layer before the @",
      "rnn@":
        "rnn@ is no place: write a layer, lstm@3 for a timestep, lstm@3.f for a value, or a tick",
      "rnn@x":
        "rnn@x is no place: write a layer, lstm@3 for a timestep, lstm@3.f for a value, or a tick",
      "rnn:0":
        "rnn:0 is no place: write a layer, lstm@3 for a timestep, lstm@3.f for a value, or a tick",
      "1000": "there is no tick 1000: they are 0…90", "-1": "there is no tick -1: they are 0…90",
      "@1.":
        "@1. is no place: write a layer, lstm@3 for a timestep, lstm@3.f for a value, or a tick",
      "": "there is no  here",
      "rnn@99999999999999999999":
        "rnn@99999999999999999999 is no place: write a layer, lstm@3 for a timestep, lstm@3.f for a value, or a tick",
    ]
    for (word, message) in cases {
      let error = try #require(throws: PlaceError.self) { try machine.location(word) }
      #expect(error.message == message, "\(word)")
    }
  }

  @Test func aLayerThatExecutesNothing() throws {
    let eq = Equations()
    let x = eq.input("x", TensorType([2], .float32))
    try eq.call("start", kind: "InputLayer", title: "", dtype: .float32) { eq.note(outputs: [x]) }
    let program = eq.finish(outputs: [x])
    let tensor = Tensor([2], .float32, [1, 2])
    let machine = try Machine(program, inputs: [[tensor]])
    #expect(throws: PlaceError.noEquations(layer: "start")) { try machine.location("start") }
    try #expect(machine.lookup("start").tensor == tensor)
    try #expect(machine.lookup("output").tensor == tensor)
    guard case .end = try machine.move(.step).reason else { return #expect(Bool(false)) }
    guard case .start = try machine.move(.step, backwards: true).reason else {
      return #expect(Bool(false))
    }
  }

  @Test func layerNamesMayHoldWhatPlacesAreWrittenWith() throws {
    let eq = Equations()
    var x = eq.input("x", TensorType([2], .float32))
    for path in ["block", "block.1", "block.1/a:b", "block@home", "7"] {
      x = try eq.call(path, kind: "Test", title: "", dtype: .float32) { try eq("y", x + 1) }
    }
    let machine = try Machine(
      eq.finish(outputs: [x]), inputs: [[Tensor([2], .float32, [0, 0])]])
    for (tick, word) in ["block.y", "block.1.y", "block.1/a:b.y", "block@home.y", "7.y"]
      .enumerated()
    {
      _ = try machine.go(to: machine.location(word))
      #expect(machine.position.tick == tick + 1, "\(word)")
      try #expect(machine.lookup(word).tensor.elements == [Double(tick + 1), Double(tick + 1)])
    }
  }
}
