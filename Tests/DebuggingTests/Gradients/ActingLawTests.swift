import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

/// What holds of a walk in training: of layers that draw, or that look at the whole batch.
@Suite struct ActingLawTests {
  @Test(arguments: ActingCase.all)
  func gradientsAreCentralDifferences(_ acting: ActingCase) throws {
    let model = try acting.model()
    let machine = try acting.machine(model, precision: .float64)
    _ = try machine.resume()
    let program = machine.program
    let loss = try #require(program.loss)
    let ofAll = program.gradients.map { (program.values[$0], program.values[$1]) }
      .sorted { $0.0.id < $1.0.id }
    #expect(!ofAll.isEmpty)
    var chance = Chance("\(acting)")
    for (value, gradient) in ofAll {
      #expect(value.shape == gradient.shape)
      let here = try machine.read(value)
      let way = chance.numbers(here.count, 1)
      let own = zip(try machine.read(gradient).elements, way).reduce(0) { $0 + $1.0 * $1.1 }
      func total(_ length: Double) throws -> Double {
        let there = zip(here.elements, way).map { $0 + length * $1 }
        _ = try machine.edit(value, to: Tensor(here.shape, here.dtype, there))
        _ = try machine.resume()
        return try machine.read(loss).elements[0]
      }
      let difference = (try total(1e-6) - total(-1e-6)) / 2e-6
      _ = try machine.edit(value, to: here)
      _ = try machine.resume()
      #expect(
        abs(own - difference) <= 1e-6 + 2e-5 * max(abs(own), abs(difference)),
        "\(gradient.name.unicode) of \(value.name): \(own), not \(difference)")
    }
  }

  /// Where no layer looks across the batch, and the loss is a mean over its samples.
  @Test(arguments: ActingCase.all.filter { !$0.title.contains("ormaliz") })
  func gradientsOfABatchAreTheMeanOfItsSamples(_ acting: ActingCase) throws {
    let model = try acting.model()
    let whole = try acting.machine(model, precision: .float64)
    _ = try whole.resume()
    var sums: [Int: [Double]] = [:]
    for sample in 0..<acting.samples {
      let one = try acting.machine(model, precision: .float64, sample: sample)
      _ = try one.resume()
      for (value, gradient) in one.program.gradients {
        let own = try one.read(one.program.values[gradient]).elements
        sums[value] = sums[value].map { zip($0, own).map(+) } ?? own
      }
    }
    #expect(!sums.isEmpty)
    for (value, gradient) in whole.program.gradients {
      let all = try whole.read(whole.program.values[gradient]).elements
      let sum = try #require(sums[value])
      #expect(
        zip(all, sum).allSatisfy { abs($0 - $1 / Double(acting.samples)) <= 1e-9 },
        "\(whole.program.values[gradient].name): \(all), not the mean of \(sum)")
    }
  }

  @Test(arguments: ActingCase.all)
  func backAfterStepsIsTheIdentityToTheBit(_ acting: ActingCase) throws {
    let machine = try acting.machine(try acting.model())
    _ = try machine.resume()
    let program = machine.program
    func bits(_ tick: Int) throws -> [UInt64] {
      let moment = try #require(program.moment(tick))
      let value = program.equations[moment.equation].result
      return try machine.read(value, at: moment.steps).elements.map(\.bitPattern)
    }
    let before = try (1...program.tickCount).map(bits)
    while machine.position.tick > 0 { _ = try machine.move(.step, backwards: true) }
    for tick in 1...program.tickCount {
      _ = try machine.move(.step)
      #expect(try bits(tick) == before[tick - 1], "tick \(tick)")
    }
  }
}
