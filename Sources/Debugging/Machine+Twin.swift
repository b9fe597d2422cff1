import Containers
import Engine
import Equations
import Tensors
import Terms

/// Another run beside one, places to stand at, and what is read.
extension Machine {
  /// Another run of the same program from the same states, with other memory.
  func twin(inputs: [[Tensor]], budget: MemoryBudget) throws -> Machine {
    guard let course else {
      return try Machine(
        program, inputs: inputs, targets: targets, budget: budget, from: beginning.states,
        resuming: beginning.loops)
    }
    let other = try Machine(program, through: course.batches, budget: budget, from: beginning)
    if course.isTrained { other.extend(to: course.count) }
    return other
  }

  /// Stands at a position, whose numbers are computed if need be.
  func takePosition(_ place: WalkPosition) throws {
    guard try enter(step: place.step), try compute(to: place.position.reach) else {
      throw Interrupted(onTheWayTo: "the place where one stood")
    }
    position = place.position
    motions += 1
  }

  /// Stands at a position of the step that it is in.
  func takePosition(_ place: Position) throws {
    try takePosition(WalkPosition(step: step, place))
  }

  /// Whether anything is computed from a value, or it is given out.
  package func isRead(_ value: Value) -> Bool {
    let id = writers.original(value).id
    func isIt(_ other: Int) -> Bool { writers.original(program.values[other]).id == id }
    return program.outputs.contains { isIt($0.id) }
      || program.instructions.contains { $0.operands.contains(where: isIt) }
      || program.scans.contains { scan in
        scan.sequences.contains { isIt($0.outer) } || scan.stacks.contains { isIt($0.inner) }
          || scan.carries.contains { isIt($0.initial) || isIt($0.next) }
      }
  }
}
