import Containers
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@testable import Checks

@Suite("rounding that grows is no difference, and no mistake is rounding")
struct RoundingTests {
  static let files = Fixtures.names(in: "rounding").filter { $0.hasSuffix(".npz") }
  static let cases = files.flatMap { (try? GridCase.all(in: $0, of: "rounding")) ?? [] }
  /// Some loops magnify nothing after all under one version of Keras.
  private static let fewest = 12

  @Test("every model of Keras agrees within what float64 shows", arguments: cases)
  func agrees(_ one: GridCase) throws {
    let agreement = try Agreement(of: try one.model(), with: try one.golden())
    #expect(agreement.isAccepted, "\(agreement.conclusion)")
  }

  @Test("most of them agree within nothing less")
  func rounds() throws {
    let rounding = try Self.cases.filter { one in
      let agreement = try Agreement(
        of: try one.model(), with: try one.golden(), .layers, Tolerance())
      return !agreement.isAccepted && agreement.count(.rounding) == 0
    }
    #expect(rounding.count >= Self.fewest)
  }

  @Test("what is told of a number that rounding explains")
  func text() throws {
    let one = try #require(Self.cases.first { $0.title.hasPrefix("LSTM over 40") })
    let agreement = try Agreement(of: try one.model(), with: try one.golden())
    var text = ""
    agreement.write(to: &text)
    #expect(text.contains("rounding (float64 gives "))
    #expect(agreement.conclusion.hasPrefix("0 agree, 1 rounding, 0 differ, 0 not reached"))
    #expect(agreement.json.text.contains(#""outcome":"rounding""#))
  }

  // MARK: Mistakes

  @Test("no mistake of the catalogue is rounding", arguments: WrongNumbersTests.cases)
  func mistakes(_ one: WrongNumbers) throws {
    let model = try one.model()
    for (id, variant, numbers) in one.wrong {
      guard let plain = Difference(numbers, from: one.right), !plain.isAccepted else { continue }
      let golden = Golden(
        file: "", arrays: [NamedTensor("x0", one.input), NamedTensor("y0", numbers)])
      let agreement = try Agreement(of: model, with: golden, .outputs)
      #expect(agreement.count(.differ) == 1, "\(id) \(variant): \(agreement.conclusion)")
    }
  }

  @Test(
    "where rounding grows, mistakes grow further",
    arguments: cases.filter { $0.file.contains("k3") && !$0.title.contains("thirty") })
  func magnified(_ one: GridCase) throws {
    let (model, golden) = (try one.model(), try one.golden())
    let experiment = try Experiment(model, feeding: golden.inputs)
    try experiment.computeRight()
    let right = try Run(experiment.right).tensor(experiment.right.program.outputs[0])
    var excused: [String] = []
    var count = 0
    let slips = Mistakes.all.flatMap { $0.slips(in: experiment.anatomy) }
    // Of very many, every fifth: each is a run of its own, compared with four others.
    for (index, slip) in slips.enumerated() where slips.count < 20 || index % 5 == 0 {
      guard let machine = experiment.run(slip), machine.program.outputs.count == 1 else { continue }
      let wrong = try Run(machine).tensor(machine.program.outputs[0])
      // What is below half of the numbers is no more than rounding does to some of them.
      let scale = right.elements.map(abs).max() ?? 0
      guard let apart = Difference(wrong, from: right)?.absolute, apart > 0.5 * scale else {
        continue
      }
      count += 1
      let arrays = golden.arrays.filter { $0.name.hasPrefix("x") } + [NamedTensor("y0", wrong)]
      let agreement = try Agreement(of: model, with: Golden(file: "", arrays: arrays), .outputs)
      if agreement.count(.differ) == 0 { excused.append("\(slip.id) \(apart)") }
    }
    #expect(excused.isEmpty, "\(excused) of \(count)")
  }

  @Test("one number that is off is found where rounding is small", arguments: cases)
  func early(_ one: GridCase) throws {
    guard one.title.contains("over 40 timesteps"), !one.title.contains("last") else { return }
    let golden = try one.golden()
    let arrays = golden.arrays.map { array -> NamedTensor in
      guard array.name == "y0" else { return array }
      var elements = array.tensor.elements
      elements[3] += 1e-3
      return NamedTensor("y0", Tensor(array.tensor.shape, .float32, elements))
    }
    let agreement = try Agreement(of: try one.model(), with: Golden(file: "", arrays: arrays))
    #expect(agreement.checks.first?.difference?.misses == 1, "\(agreement.conclusion)")
    #expect(agreement.checks.first?.difference?.worst?.index == [0, 0, 3])
  }

  @Test("a divergence is none where float64 shows rounding")
  func divergence() throws {
    let one = try #require(Self.cases.first { $0.title.hasPrefix("LSTM over 40") })
    let (model, golden) = (try one.model(), try one.golden())
    let machine = try Run(model, feeding: golden.inputs).machine
    let strict = try Divergence(of: machine, model, from: golden.arrays)
    #expect(strict.first != nil)
    let precise = PreciseRun(of: model, feeding: golden.inputs)
    let found = try Divergence(of: machine, model, from: golden.arrays, precise: precise)
    #expect(found.first == nil)
    #expect(found.rounding == ["y0"])
  }

  @Test("an export's own check has the room that rounding needs")
  func exports() throws {
    let one = try #require(Self.cases.first { $0.title.hasPrefix("LSTM over 40") })
    let golden = try one.golden()
    let room = try tolerance(of: try one.model(), feeding: golden.inputs)
    #expect(room.absolute > 1e-3)
    let small = try #require(WrongNumbersTests.cases.first { $0.name == "xor-relu" })
    #expect(try tolerance(of: try small.model(), feeding: [small.input]) == Tolerance())
  }

  private func tolerance(of model: Model, feeding inputs: [Tensor]) throws -> Tolerance {
    let program = try model.program(for: inputs.map { $0.shape.removing(0) })
    return try Tolerance(of: model, in: program, feeding: inputs)
  }

  // MARK: The room

  private func tensor(_ shape: Shape, _ elements: [Double]) -> Tensor {
    Tensor(shape, .float32, elements)
  }

  @Test("a column of small numbers is not excused by one of large ones")
  func columns() throws {
    let precise = (0..<6).flatMap { [1000 + Double($0), 0.25] }
    let found = (0..<6).flatMap { [1000.03 + Double($0), 0.25 + 1e-9] }
    let rounding = try #require(
      Rounding(tensor([6, 2], found), precise: tensor([6, 2], precise)))
    #expect(rounding.explains(0, 1000.03, 1000.1, Tolerance()))
    #expect(!rounding.explains(1, 0.25, 0.26, Tolerance()))
  }

  @Test("what float64 gives as well has no room")
  func exact() throws {
    let numbers = tensor([4], [1, 2, 3, 4])
    let rounding = try #require(Rounding(numbers, precise: numbers))
    #expect(rounding.rooms == [0, 0, 0, 0])
    #expect(!rounding.explains(0, 1, 1.001, Tolerance()))
  }

  @Test("NaN and infinite numbers are excused of nothing and excuse nothing")
  func special() throws {
    let found = tensor([4], [.nan, .infinity, 1, 2])
    let rounding = try #require(Rounding(found, precise: tensor([4], [1, 2, .nan, 2])))
    #expect(rounding.rooms.allSatisfy { $0 == 0 })
    #expect(!rounding.explains(0, .nan, 1, Tolerance(absolute: 9)))
    #expect(!rounding.explains(1, .infinity, 2, Tolerance(absolute: 9)))
    #expect(!rounding.explains(2, 1, .nan, Tolerance(absolute: 9)))
    #expect(!rounding.explains(3, 2, .infinity, Tolerance(absolute: 9)))
  }

  @Test("numbers of which rounding leaves nothing are not excused")
  func nothingLeft() throws {
    let rounding = try #require(
      Rounding(tensor([4], [1, -1, 1, -1]), precise: tensor([4], [-1, 1, -1, 1])))
    #expect(rounding.rooms.allSatisfy { $0 == 0.25 })
  }

  @Test("what was not reached is counted apart")
  func notReached() throws {
    let net = Architecture(layers: [
      Architecture.input(), Architecture.dense("a", 1),
      #"{"class_name": "Highway", "config": {"name": "b"}}"#,
    ])
    let model = try net.model([("a", [tensor([2, 1], [1, 1]), tensor([1], [0])])])
    let golden = Golden(
      file: "",
      arrays: [
        NamedTensor("x0", tensor([1, 2], [1, 2])), NamedTensor("a", tensor([1, 1], [3])),
        NamedTensor("y0", tensor([1, 1], [3])),
      ])
    let agreement = try Agreement(of: model, with: golden)
    #expect(agreement.conclusion.hasPrefix("1 agree, 0 rounding, 0 differ, 1 not reached"))
    #expect(!agreement.isAccepted)
    #expect(agreement.json.text.contains(#""not_reached":1"#))
  }
}
