import Checks
import Debugging
import Equations
import Exports
import Models
import Tensors

/// Exports of a step of training: programs that make it, and documents that show it.
extension Exporting {
  /// How many steps a program records to check itself.
  private static let recordedSteps = 3

  /// Throws where the target makes no steps.
  package func stepTarget() throws -> any StepTarget {
    if let target = target as? any StepTarget { return target }
    let names = ExportTargets.all.filter { $0 is any StepTarget }.map(\.name)
    throw CommandError(
      "\(target.name) makes no steps of training", hint: "\(names.joined(separator: ", ")) do")
  }

  /// Makes steps and prepares the program of one; throws before anything is written.
  package func prepared(_ step: GivenStep, precision: DType? = nil) throws -> StepExport {
    if showsNumbers {
      throw CommandError(
        "\(target.name) has no numbers beside its equations", hint: "latex and markdown have")
    }
    let program = try step.wholeProgram(in: precision)
    try Exporting.refuseText(in: program)
    try Exporting.refuseLarge(
      program.inputs + program.targets + program.draws.map { program.values[$0.value] },
      samples: step.inputs.first?.shape.dims.first ?? 1)
    let tolerance = Tolerance(for: program)
    var export = try StepExport(
      Export.Subject(step.model), program, step.batches, steps: Exporting.recordedSteps,
      tolerance: (tolerance.absolute, tolerance.relative), to: path?.expandingHome)
    let rooms = try StepRooms(step, program, steps: Exporting.recordedSteps)
    export.passOver(rooms.rooms)
    return export
  }

  /// A document of a walk that goes on behind the outputs: loss, gradients and update are in it, with the numbers of the step
  /// that one stands in.
  package func document(_ session: Session) throws -> Export {
    guard let machine = session.machine, let feed = session.feed, let aim = session.aim else {
      throw CommandError("there is no target", hint: "feed and target give a batch")
    }
    let run: Machine
    if machine.isTraining {
      run = try session.run(inStep: machine.step)
    } else {
      run = try Machine(
        machine.program, inputs: Machine.samples(of: feed.tensors), targets: aim.samples)
      _ = try run.resume()
    }
    var export = try Export(Export.Subject(session.model), of: run, to: path?.expandingHome)
    export.showsNumbers = showsNumbers
    export.style = style
    return export
  }
}
