import Equations
import ModelSupport
import Models
import Tensors
import Terms
import ModelSupport
import Testing

@testable import Debugging

/// What a stop is.
struct SnapshotTests {
  /// At every stop, each operand is what its text means at the prompt, and the result is the value
  /// that the place names; each is there once.
  @Test(arguments: FixtureModel.all)
  func operandsAreWhatTheyAreCalled(fixture: FixtureModel) throws {
    let debugger = Debugger()
    let session = try fixture.session(sample: 0)
    debugger.session = session
    let (_, machine) = try debugger.requireMachine()
    var (stops, compared) = (0, 0)
    while stops < 60, machine.position.tick < machine.program.tickCount {
      let stop = try machine.move(.step)
      let snapshot = try debugger.snapshot(stop.reason)
      let execution = try #require(snapshot.execution)
      #expect(execution.moment.tick == machine.position.tick)
      let value = try machine.lookup(execution.place).tensor
      #expect(try #require(execution.result).isIdentical(to: value), "\(execution.place)")
      let texts = execution.operands.map { $0.term.formula(.typed).text }
      #expect(Set(texts).count == texts.count)
      #expect(
        Set(execution.operands.map(\.value.id)) == Set(execution.equation.term.values.map(\.id)))
      for (operand, text) in zip(execution.operands, texts) where operand.value.role != .number {
        #expect(
          operand.tensor == nil
            ? operand.isWeight && operand.shape.count > Execution.Operand.mostOfAWeight
            : operand.tensor?.shape == operand.shape)
        // A name of two layers, as h of stacked cells, means the inner one's at the prompt.
        guard let tensor = operand.tensor,
          let typed = try? debugger.evaluate(try debugger.expression(text))
        else { continue }
        compared += 1
        #expect(typed.isIdentical(to: tensor), "\(execution.place): \(text)")
      }
      stops += 1
    }
    #expect(stops == 0 || compared > 0)
  }

  @Test func theStartHasNoEquationAndTheEndHasOutputs() throws {
    let debugger = Debugger()
    #expect(throws: Debugger.Missing.self) { try debugger.snapshot() }
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("lstm-gates") })
    debugger.session = try fixture.session(sample: 0)
    let (session, machine) = try debugger.requireMachine()
    let start = try debugger.snapshot()
    #expect(start.execution == nil && start.outputs.isEmpty && start.reason == nil)
    let end = try debugger.snapshot(try machine.resume().reason)
    #expect(end.outputs.map(\.name) == session.model.outputNames)
    #expect(end.position.tick == end.tickCount)
    guard case .end = end.reason else {
      Issue.record("it is the end")
      return
    }
  }

  /// Inside an equation there is no result yet, but the instruction's.
  @Test func anInstructionIsPartOfAnEquation() throws {
    let debugger = Debugger()
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("lstm-gates") })
    debugger.session = try fixture.session(sample: 0)
    let (_, machine) = try debugger.requireMachine()
    _ = try machine.move(.instruction)
    let execution = try #require(try debugger.snapshot().execution)
    let instruction = try #require(execution.instruction)
    #expect(execution.result == nil)
    #expect(instruction.number == 1 && instruction.count == execution.equation.instructions.count)
    #expect(
      instruction.result.shape == machine.program.values[instruction.instruction.result].shape)
  }

  /// The number before an equation is what `goto` takes: it leads there, and in a loop that one stands
  /// in, to the timestep where one stands.
  @Test(arguments: FixtureModel.all)
  func numbersOfAListLeadToTheirEquations(fixture: FixtureModel) throws {
    let debugger = Debugger()
    debugger.session = try fixture.session(sample: 0)
    let (_, machine) = try debugger.requireMachine()
    let program = machine.program
    for place in [0, program.tickCount / 2, program.tickCount] {
      _ = try machine.go(to: .tick(place))
      let here = machine.current
      let listing = Listing(program, current: here)
      for line in program.frames.compactMap({ listing.section($0.id) }).flatMap(\.lines) {
        let moment = try #require(program.moment(line.tick))
        #expect(moment.equation == line.equation.id)
        if line.isCurrent { #expect(line.tick == place) }
        if let here, line.equation.scan == program.equations[here.equation].scan {
          #expect(moment.steps == here.steps)
        }
      }
    }
  }

  /// Every equation is listed once, and the one just executed is marked.
  @Test(arguments: FixtureModel.all.prefix(6))
  func everyEquationIsListedOnce(fixture: FixtureModel) throws {
    let debugger = Debugger()
    debugger.session = try fixture.session(sample: 0)
    let (_, machine) = try debugger.requireMachine()
    _ = try machine.move(.step)
    let listing = try debugger.listing()
    let sections = machine.program.frames.compactMap { listing.section($0.id) }
    let lines = sections.flatMap(\.lines)
    #expect(lines.map(\.equation.id).sorted() == machine.program.equations.map(\.id))
    #expect(lines.filter(\.isCurrent).map(\.equation.id) == [machine.current?.equation])
    for section in sections {
      #expect(
        (section.timesteps?.current != nil)
          == section.lines.contains { line in
            line.isCurrent && section.timesteps != nil
          })
    }
  }
}
