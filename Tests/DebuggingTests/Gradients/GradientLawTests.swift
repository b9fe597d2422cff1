import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

/// What holds of the gradients of every model.
@Suite struct GradientLawTests {
  /// Models whose values are numbers. Two are left out, of operations of all kinds (`more-ops`, `more-tf-ops`), which make
  /// NaN of their inputs on purpose (`isnan` has to find some): the number that is made of all outputs is NaN then, its
  /// central differences say nothing of any slope, and no two sums of NaN are equal. Their gradients go through the laws
  /// below, to the bit, and each of their operations is compared with central differences by itself (`OpGradientTests`).
  private static let ofNumbers = FixtureModel.all.filter { !$0.isOfOperations }

  @Test(arguments: ofNumbers)
  func gradientsAreCentralDifferences(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    let run: GradientRun
    do {
      run = try GradientRun(model, feed, named: "\(fixture)")
    } catch is GradientRun.Missing { return }
    #expect(!run.gradients.isEmpty || "\(fixture)".contains("whole-numbers"))
    var chance = Chance("\(fixture)")
    for (value, gradient) in run.gradients {
      #expect(value.shape == gradient.shape, "\(value.name) \(gradient.name)")
      for sample in 0..<(value.isBatched ? run.machine.samples : 1) {
        let (own, other) = try run.slopes(value, gradient, sample: sample, &chance)
        let room = 1e-6 + 1e-5 * max(abs(own), abs(other))
        #expect(
          abs(own - other) <= room,
          "\(run.path(of: gradient)).\(gradient.name.unicode): \(own), not \(other)")
      }
    }
  }

  @Test(arguments: ofNumbers)
  func gradientsOfABatchAreTheSumOfItsSamples(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    guard let whole = try? GradientRun(model, feed, named: "\(fixture)") else { return }
    var sums: [Int: [Double]] = [:]
    for sample in whole.plain {
      let one = try GradientRun(
        model, try #require(feed.sample(sample)), named: "\(fixture)")
      for (value, gradient) in one.gradients where !value.isBatched {
        let own = try one.machine.read(gradient).elements
        sums[value.id] = sums[value.id].map { zip($0, own).map(+) } ?? own
      }
    }
    for (value, gradient) in whole.gradients where !value.isBatched {
      let all = try whole.machine.read(gradient).elements
      let sum = try #require(sums[value.id])
      let scale = (sum.map(abs).max() ?? 0) * (value.dtype == .float64 ? 1 : 1e5)
      #expect(
        zip(all, sum).allSatisfy { abs($0 - $1) <= 1e-12 + 1e-11 * scale },
        "\(whole.path(of: gradient)).\(gradient.name.unicode): \(all), not \(sum)")
    }
  }

  @Test(arguments: FixtureModel.all)
  func backAfterStepsIsTheIdentityToTheBit(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    guard let run = try? GradientRun(model, feed, named: "\(fixture)") else { return }
    let machine = run.machine
    let count = machine.program.tickCount
    var bits: [Int: [UInt64]] = [:]
    for tick in 1...count {
      let moment = try #require(machine.program.moment(tick))
      #expect(
        machine.program.tick(of: moment.equation, at: moment.steps) == tick, "\(moment.steps)")
      let value = machine.program.equations[moment.equation].result
      #expect(machine.isComputed(value, at: moment.steps))
      bits[tick] = try machine.read(value, at: moment.steps).elements.map(\.bitPattern)
    }
    while machine.position.tick > 0 { _ = try machine.move(.step, backwards: true) }
    for tick in 1...count {
      _ = try machine.move(.step)
      #expect(machine.position.tick == tick)
      let moment = try #require(machine.current)
      let value = machine.program.equations[moment.equation].result
      let now = try machine.read(value, at: moment.steps).elements.map(\.bitPattern)
      #expect(bits[tick] == now, "tick \(tick)")
    }
  }

  /// What is computed again after an edit is what a run with that number computes.
  @Test(arguments: FixtureModel.all)
  func anEditIsARunWithThatNumber(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    guard let run = try? GradientRun(model, feed, named: "\(fixture)") else { return }
    let machine = run.machine
    let before = try run.gradients.map { try machine.read($0.gradient).elements.map(\.bitPattern) }
    var chance = Chance("\(fixture) edit")
    let ticks = (0..<6).map { _ in chance.number(1...machine.program.tickCount) }
    for tick in ticks {
      let moment = try #require(machine.program.moment(tick))
      let value = machine.program.equations[moment.equation].result
      let here = try machine.read(value, at: moment.steps)
      let other = Tensor(here.shape, here.dtype, here.elements.map { _ in 0 })
      _ = try machine.edit(value, at: moment.steps, to: other)
      _ = try machine.resume()
      #expect(try machine.read(value, at: moment.steps).isSame(as: other))
      _ = try machine.edit(value, at: moment.steps, to: here)
      _ = try machine.resume()
      let after = try run.gradients.map { try machine.read($0.gradient).elements.map(\.bitPattern) }
      #expect(before == after, "tick \(tick)")
    }
  }
}
