import Containers
import Debugging
import Equations
import Models
import Terms

/// Steps of training on one batch, with what they gave: all that a program of one writes.
package struct StepExport {
  /// The weights before the first step, and the names of everything.
  let base: Export
  let steps: StepPlan
  package internal(set) var record: StepRecord
  /// `binary_crossentropy, Adam`.
  let title: String

  /// Makes steps on a batch: inputs and targets of all samples, (N, …), with their weights.
  ///
  /// `tolerance`: how far numbers of another program may lie from the recorded ones.
  package init(
    _ subject: Export.Subject, _ program: Program, _ batches: Batches, steps count: Int,
    tolerance: (absolute: Double, relative: Double), to path: String?
  ) throws {
    steps = try StepPlan(program)
    try StepExport.refuseStates(program)
    let machine = try Machine(program, through: batches)
    record = try StepRecord(machine, steps, batches, steps: count)
    guard try machine.enter(step: 0) else { throw Interrupted(onTheWayTo: "the first step") }
    base = Export(subject, steps.plan, machine, tolerance: tolerance, to: path)
    title = StepExport.title(program)
  }

  /// The losses of all outputs, and the optimizer.
  private static func title(_ program: Program) -> String {
    let written = Set(program.equations.map(\.frame))
    let calls = program.frames.filter { frame in
      frame.forward == nil && ["Loss", "Optimizer"].contains(frame.kind)
        && written.contains(frame.id)
    }
    return calls.map(\.title).joined(separator: ", ")
  }

  private static func refuseStates(_ program: Program) throws {
    guard let scan = program.scans.first(where: \.isStateful) else { return }
    throw ExportError(
      "\(program.frames[scan.frame].path) is stateful: in fit its states go on from batch to batch, which no exported step does",
      hint: "Save the model with stateful=False.")
  }

  /// How far the loss and what is changed may lie from the record, by step.
  var rooms: [[Double]] {
    record.losses.indices.map { step in
      [base.tolerance.absolute + base.tolerance.relative * abs(record.losses[step])]
        + record.after[step].map { record.room($0, base.tolerance) }
    }
  }

  /// Writes the program of a target, and the files beside it.
  package func write(as target: any StepTarget) throws -> [String] {
    try base.write(try target.files(self), target.name)
  }

  /// The text of a target that needs no file beside it.
  package func text(as target: any StepTarget) throws -> String {
    String(decoding: try target.files(self).first?.bytes ?? [], as: UTF8.self)
  }

  /// What stands at the head of every file, without comment signs.
  func head(_ language: String) -> [String] {
    func list(_ values: [(value: Value, name: String)]) -> String {
      values.map { "\($0.name) \($0.value.shape)" }.joined(separator: ", ")
    }
    let given = steps.given.filter { $0.value.role != .drawn }
    let drawn = steps.given.filter { $0.value.role == .drawn }
    return [
      "\(base.subject.name), a Keras model (\(base.subject.origin)) as \(language): a step of training.",
      "It takes a batch of \(list(given)), in \(base.isDouble ? "float64" : "float32"): \(title).",
      "Samples are gone through one by one; what they share is summed up over them.",
    ]
      + (drawn.isEmpty
        ? []
        : [
          "What layers draw at random is given to each step: \(list(drawn));",
          "1 for what stays and 0 for what is dropped, or the noise itself.",
        ])
      + (base.subject.hasOpenLengths
        ? ["The model leaves lengths open; this program has those it was exported for."] : [])
  }
}

/// A language that a step of training can be exported to.
package protocol StepTarget: ExportTarget {
  func files(_ export: StepExport) throws -> [ExportedFile]
}
