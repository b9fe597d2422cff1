import Debugging
import Engine
import Equations
import Models
import Tensors

extension Tolerance {
  /// How far the outputs of a model's program for these inputs may lie from those of another one that
  /// computes the same: the defaults of its formats, and more where rounding grows. A run that takes
  /// more than 150 MB is not made four times more for that: the defaults stay.
  package init(
    of model: Model, in program: Program, feeding inputs: [Tensor], precision: DType? = nil
  ) throws {
    self.init(for: program)
    guard precision != .float64, program.obstacle == nil else { return }
    guard let machine = try Tolerance.machine(program, inputs), try machine.runToEnd()
    else { return }
    let precise = PreciseRun(of: model, feeding: inputs)
    let usual = self
    for index in program.outputs.indices {
      for (room, number) in precise.rooms(ofOutput: index, of: machine) ?? []
      where room > usual.room(for: number) {
        absolute = max(absolute, room)
      }
    }
  }

  /// What runs the program; nil where that takes more than is measured, for four more runs hold as much,
  /// twice as wide.
  private static func machine(_ program: Program, _ inputs: [Tensor]) throws -> Machine? {
    do {
      return try Machine(
        program, inputs: Machine.samples(of: inputs), budget: MemoryBudget(bytes: 150_000_000))
    } catch is MemoryBudget.Exceeded {
      return nil
    }
  }
}
