import Containers
import Equations
import Tensors
import Terms
import Testing

@testable import Debugging

/// Words for values: what they mean at a position, and what is said when they mean nothing yet.
@Suite struct LookupTests {
  private func machine(_ recipe: Recipe, at word: String) throws -> Machine {
    let machine = try recipe.machine()
    _ = try machine.go(to: machine.location(word))
    return machine
  }

  @Test func namesOfTheFrameInBothSpellings() throws {
    let machine = try machine(Recipes.lstm, at: "lstm@2.C")
    for word in ["f", "lstm@2.f", "@2.f"] {
      let found = try machine.lookup(word)
      #expect(found.place == "lstm@2.f")
      #expect(found.tick == 2 * 7 + 3)
      #expect(found.tensor == (try machine.read(found.value, at: [2])))
      #expect(found.equation.map { machine.program.equations[$0].result } == found.value)
      #expect(found.overTime == nil)
    }
    #expect(try machine.lookup("h_prev").tensor == machine.lookup("h₋₁").tensor)
    #expect(try machine.lookup("h_prev").tensor == machine.lookup("lstm@1.h").tensor)
    #expect(try machine.lookup("x").tensor == Recipes.lstm.samples(1)[0].row(2))
    #expect(try machine.lookup("W").tensor.shape == [2, 12])
    #expect(try machine.lookup("W").tick == 0)
    #expect(try machine.lookup("W").place == "lstm.W")
    #expect(try machine.lookup("input").tensor == Recipes.lstm.samples(1)[0])
  }

  @Test func aLayersValueIsItsStackOverTheTimestepsSoFar() throws {
    let machine = try machine(Recipes.lstm, at: "lstm@2.C")
    let f = try machine.lookup("lstm.f")
    #expect(f.tensor.shape == [3, 3])
    #expect(f.overTime == Found.OverTime(count: 3, of: 4))
    #expect(f.place == "lstm.f")
    #expect(try machine.lookup("lstm.h").tensor.shape == [2, 3])
    _ = try machine.resume()
    let all = try machine.lookup("lstm.f")
    #expect(all.tensor.shape == [4, 3])
    for step in 0..<4 {
      #expect(try machine.lookup("lstm@\(step).f").tensor == all.tensor.row(step))
      #expect(try machine.lookup("lstm@\(step - 4).f").tensor == all.tensor.row(step))
    }
    #expect(try machine.lookup("lstm.x").tensor == Recipes.lstm.samples(1)[0])
  }

  @Test func loopsInsideLoops() throws {
    let machine = try machine(Recipes.nested, at: "td/lstm@1@2.h")
    #expect(try machine.lookup("td/lstm.h").tensor.shape == [3, 2])
    #expect(try machine.lookup("td/lstm.h").place == "td/lstm@1.h")
    #expect(try machine.lookup("td/lstm@0.h").tensor.shape == [4, 2])
    #expect(try machine.lookup("td/lstm@0@3.h").tensor.shape == [2])
    #expect(try machine.lookup("td.x").tensor.shape == [3, 4, 2])
    #expect(try machine.lookup("td@0").tensor == machine.lookup("td/lstm@0@3.h").tensor)
    _ = try machine.resume()
    #expect(try machine.lookup("td/lstm.h").tensor.shape == [3, 4, 2])
    #expect(try machine.lookup("td").tensor.shape == [3, 2])
    #expect(try machine.lookup("td").tensor.row(1) == machine.lookup("td/lstm@1@-1.h").tensor)
    #expect(try machine.lookup("td/lstm").tensor == machine.lookup("td").tensor)
  }

  @Test func aLayersNameIsItsOutput() throws {
    let machine = try machine(Recipes.bidirectional, at: "dense")
    #expect(try machine.lookup("both").tensor == machine.lookup("both.y").tensor)
    #expect(try machine.lookup("both/forward_lstm").tensor.shape == [4, 2])
    #expect(
      try machine.lookup("both/forward_lstm@2").tensor
        == machine.lookup("both/forward_lstm").tensor.row(2))
    #expect(
      try machine.lookup("both/backward_lstm@2.f").tensor.shape == [2])
    _ = try machine.resume()
    #expect(try machine.lookup("output").tensor == machine.lookup("dense").tensor)
    #expect(try machine.lookup("output:0").place == "output")
    #expect(throws: PlaceError.noOutput(1, layer: "dense", count: 1)) {
      try machine.lookup("dense:1")
    }
  }

  @Test func cellsHaveTheirOwnStates() throws {
    let machine = try machine(Recipes.cells, at: "rnn/upper@1.h")
    #expect(try machine.lookup("h_prev").tensor == machine.lookup("rnn/upper@0.h").tensor)
    #expect(
      try machine.lookup("rnn/lower@1.h_prev").tensor == machine.lookup("rnn/lower@0.h").tensor)
    #expect(try machine.lookup("h").tensor == machine.lookup("rnn/upper@1.h").tensor)
    let lower = machine.stack[0].frame == 2 ? 1 : 2
    let frame = StackFrame(frame: lower, scans: [0], steps: [1])
    #expect(try machine.lookup("C", in: frame).place == "rnn/lower@1.C")
    #expect(try machine.lookup("x").tensor == Recipes.cells.samples(1)[0].row(1))
  }

  @Test func ofSeveralOfOneNameTheLatestCounts() throws {
    let eq = Equations()
    let x = eq.input("x", TensorType([1], .float32))
    let y = try eq.call("twice", kind: "Test", title: "", dtype: .float32) {
      try eq("y", try eq("y", x + 1) * 3)
    }
    let machine = try Machine(
      eq.finish(outputs: [y]), inputs: [[Tensor([1], .float32, [1])]])
    _ = try machine.move(.step)
    try #expect(machine.lookup("y").tensor.elements == [2])
    _ = try machine.move(.step)
    try #expect(machine.lookup("y").tensor.elements == [6])
    _ = try machine.move(.step, backwards: true)
    try #expect(machine.lookup("twice.y").tensor.elements == [2])
  }

  @Test func whatIsNotComputedYet() throws {
    let machine = try machine(Recipes.lstm, at: "lstm@2.f")
    let cases = [
      "h":
        "h is not computed yet: it will be at tick 21, in 4 steps; h_prev is the timestep before",
      "C":
        "C is not computed yet: it will be at tick 20, in 3 steps; C_prev is the timestep before",
      "g": "g is not computed yet: it will be at tick 18, in 1 step",
      "lstm@3.z": "lstm@3.z is not computed yet: it will be at tick 22, in 5 steps",
      "lstm": "lstm is not computed yet: it will be at tick 28, in 11 steps",
      "dense.a": "dense.a is not computed yet: it will be at tick 30, in 13 steps",
      "output": "output is not computed yet: it will be at tick 30, in 13 steps",
    ]
    for (word, message) in cases {
      let error = try #require(throws: PlaceError.self) { try machine.lookup(word) }
      #expect(error.description == message)
      #expect(machine.isName(word))
    }
    // What lies ahead stays unseen when going back.
    _ = try machine.resume()
    _ = try machine.go(to: .tick(17))
    #expect(throws: PlaceError.self) { try machine.lookup("h") }
    #expect(try machine.lookup("lstm.h").tensor.shape == [2, 3])
  }

  @Test func whatIsNoName() throws {
    let machine = try machine(Recipes.maskedLSTMSequences, at: "lstm@2.f")
    let cases = [
      "hh": "there is no hh here; did you mean h?",
      "lstmm": "there is no lstmm here; did you mean lstm?",
      "lstm.cc": "lstm has no cc; did you mean C?",
      "lstm@5.f": "lstm has no timestep 5: they are 0…4",
      "masking@1": "masking has no timesteps", "dense.q": "dense has no q; did you mean W?",
      "output:3": "the model has no output 3: they are 0…0",
    ]
    for (word, message) in cases {
      let error = try #require(throws: PlaceError.self) { try machine.lookup(word) }
      #expect(!machine.isName(word))
      if word != "dense.q" { #expect(error.description == message) }
    }
  }

  @Test func completion() throws {
    let machine = try machine(Recipes.lstm, at: "lstm@2.f")
    #expect(
      machine.words() == [
        "z", "i", "f", "g", "o", "C", "h", "h_prev", "C_prev", "x", "W", "U", "b", "input",
        "output",
        "lstm", "dense",
      ])
    #expect(machine.completions(of: "ls") == ["lstm"])
    #expect(machine.completions(of: "lstm@") == ["lstm@0", "lstm@1", "lstm@2", "lstm@3"])
    #expect(machine.completions(of: "lstm@2.h") == ["lstm@2.h", "lstm@2.h_prev"])
    #expect(
      machine.completions(of: "dense.") == ["dense.z", "dense.a", "dense.W", "dense.b", "dense.h"])
    #expect(machine.completions(of: "nothing.") == [])
    let nested = try Recipes.nested.machine()
    #expect(nested.completions(of: "td/lstm@1@") == (0..<4).map { "td/lstm@1@\($0)" })
  }

  /// Every name that is offered is one, and has numbers at the end.
  @Test(arguments: Recipes.all)
  func everyCompletionIsAName(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    while machine.position.tick < machine.program.tickCount {
      _ = try machine.move(.next)
      for word in machine.words() {
        #expect(machine.isName(word), "\(word)")
      }
      for layer in machine.layers {
        for word in machine.completions(of: layer + ".") {
          #expect(machine.isName(word), "\(word)")
        }
      }
    }
    for (frame, layer) in machine.layers.enumerated() {
      // A value is offered once, by the letters that everybody can type: norm.mu, not norm.μ as well.
      let offered = machine.completions(of: layer + ".")
      #expect(Set(offered).count == offered.count)
      for name in machine.names(of: frame) {
        #expect(name.ascii == name.unicode || !offered.contains("\(layer).\(name.unicode)"))
        _ = try machine.lookup("\(layer).\(name.ascii)")
        _ = try machine.lookup("\(layer).\(name.unicode)")
      }
    }
  }
}
