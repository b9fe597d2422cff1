import Engine
import Equations
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing
import Training

@testable import Debugging

/// What holds of every walk through steps of training.
@Suite("walks through steps of training")
struct StepLawTests {
  static let some = StepGradientTests.cases.enumerated().filter { $0.offset % 60 == 7 }
    .map(\.element)

  /// What was computed where a walk stands, to the bit.
  private func numbers(_ machine: Machine) throws -> [Double] {
    guard let moment = machine.current else { return [Double(machine.step)] }
    let result = machine.program.equations[moment.equation].result
    return try machine.read(result, at: moment.steps).elements
  }

  private func isSame(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || $0 == $1 }
  }

  @Test(arguments: some)
  func steppingBackIsTheIdentity(_ step: StepCase) throws {
    let machine = try StepWalkTests.machine(try step.model(), step)
    machine.extend(to: 3)
    var places = [machine.walkPosition]
    var seen = [try numbers(machine)]
    while true {
      let stop = try machine.move(.step)
      if stop.isStill { break }
      places.append(stop.place)
      seen.append(try numbers(machine))
    }
    #expect(places.count == 3 * machine.program.tickCount + 3)
    for index in places.indices.dropLast().reversed() {
      let stop = try machine.move(.step, backwards: true)
      #expect(stop.place == places[index])
      #expect(isSame(try numbers(machine), seen[index]), "back at \(places[index])")
    }
    let back = try machine.move(.step, backwards: true)
    #expect(back.isStill)
    let counted = try machine.move(.step, count: places.count - 1)
    #expect(counted.place == places.last)
    #expect(isSame(try numbers(machine), seen[seen.count - 1]))
  }

  @Test(arguments: some, Motion.allCases)
  func everyMotionGoesThroughAllStepsAndBack(_ step: StepCase, _ motion: Motion) throws {
    let machine = try StepWalkTests.machine(try step.model(), step)
    machine.extend(to: 2)
    var places = [machine.walkPosition]
    while true {
      let stop = try machine.move(motion)
      if stop.isStill { break }
      #expect(stop.place > places[places.count - 1])
      places.append(stop.place)
    }
    #expect(places.last == WalkPosition(step: 1, Position(machine.program.tickCount)))
    var back = [machine.walkPosition]
    while true {
      let stop = try machine.move(motion, backwards: true)
      if stop.isStill { break }
      back.append(stop.place)
    }
    #expect(back.reversed() == places)
  }

  @Test func stepsAreTheSameHoweverFewStatesAreKept() throws {
    let step = try #require(Self.some.first)
    let model = try step.model()
    let plain = try StepWalkTests.machine(model, step)
    let tight = try StepWalkTests.machine(model, step, limit: 3_000)
    for machine in [plain, tight] {
      machine.extend(to: 60)
      _ = try machine.resume()
    }
    #expect(plain.losses.count == 60)
    #expect(tight.losses == plain.losses)
    for place in [17, 58, 3, 44, 0] {
      for machine in [plain, tight] {
        #expect(try machine.enter(step: place))
        _ = try machine.move(.step, count: 5)
      }
      #expect(isSame(try numbers(plain), try numbers(tight)))
    }
    let kept = try #require(tight.course).stateCount
    #expect(kept > 1 && kept < 20)
  }

  @Test func aChangeInAStepIsMadeAgain() throws {
    let step = try #require(Self.some.first)
    let machine = try StepWalkTests.machine(try step.model(), step)
    machine.extend(to: 4)
    _ = try machine.resume()
    let before = machine.losses
    #expect(try machine.enter(step: 2))
    _ = try machine.move(.step)
    let program = machine.program
    // A weight, and no moving mean, which changes nothing of this step.
    let trained = program.updates.first { program.gradients[$0.given] != nil }
    let weight = program.values[try #require(trained).given]
    let old = try machine.read(weight)
    _ = try machine.edit(
      weight, to: Tensor(old.shape, old.dtype, old.elements.map { $0 * 1.5 }))
    _ = try machine.resume()
    let changed = machine.losses
    #expect(changed.prefix(2) == before.prefix(2) && changed[2] != before[2])
    #expect(try machine.enter(step: 0))
    _ = try machine.resume()
    #expect(machine.losses == changed)
  }

  @Test func theLastBatchOfAnEpochMayBeSmaller() throws {
    let batches = Batches(
      inputs: [Tensor(Shape([5, 1]), .float32, [0, 1, 2, 3, 4])], targets: [], size: 2)
    #expect(batches.stepsPerEpoch == 3)
    #expect((0..<4).map(batches.samples(in:)) == [2, 2, 1, 2])
    #expect((0..<4).map(batches.rows(of:)) == [[0, 1], [2, 3], [4], [0, 1]])
    let drawn = Batches(inputs: batches.inputs, targets: [], size: 2, seed: 3)
    for epoch in 0..<4 {
      let rows = (0..<3).flatMap { drawn.rows(of: 3 * epoch + $0) }
      #expect(rows.sorted() == [0, 1, 2, 3, 4])
    }
    #expect((0..<3).flatMap(drawn.rows(of:)) != (3..<6).flatMap(drawn.rows(of:)))
  }
}
