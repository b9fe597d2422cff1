import Equations
import Tensors
import Terms

/// Products that are made for all timesteps at once, before their loop.
extension LoopWriter {
  /// Whether a product of known rows can be made for all timesteps at once, in their own order.
  func isProductOfTimesteps(_ index: Int, _ scan: Scan) -> Bool {
    let instruction = program.instructions[index]
    guard case .product = form(instruction), instruction.operands.count == 2 else { return false }
    let (left, right) = (value(instruction.operands[0]), value(instruction.operands[1]))
    return scan.sequences.contains { $0.inner == plan.source(left.id) } && left.shape.rank <= 2
      && right.scope != scan.id && right.shape.rank == 2 && !inlined.keys.contains(right.id)
  }

  mutating func writeProduct(ofAllTimesteps index: Int, _ scan: Scan) {
    let instruction = program.instructions[index]
    let (left, right) = (value(instruction.operands[0]), value(instruction.operands[1]))
    guard let sequence = scan.sequences.first(where: { $0.inner == plan.source(left.id) }) else {
      return
    }
    let result = value(instruction.result)
    let name = identifiers.unique("products")
    allocate(name, result.shape.count * scan.steps)
    let rows = (left.shape.rank == 2 ? left.shape[0] : 1) * scan.steps
    write(syntax.comment("\(instruction.term.formula(.typed).text) of all timesteps"))
    helpers.use("matmul")
    write(
      syntax.call(
        "matmul", [(array(sequence.outer), "0"), (array(right.id), "0"), (name, "0")],
        ["\(rows)", "\(left.shape.width)", "\(right.shape.width)"]))
    names[plan.source(result.id)] = name
    done.insert(index)
  }

  /// The row of a product that belongs to the timestep.
  mutating func write(rowOf index: Int, _ scan: Scan, _ time: (Bool) -> String) {
    let instruction = program.instructions[index]
    let left = plan.source(instruction.operands[0])
    let isReversed = scan.sequences.first { $0.inner == left }?.isReversed ?? false
    let result = value(instruction.result)
    let all = array(result.id)
    let name = name(result.id, all + "_t")
    let count = result.shape.count
    write(syntax.part(name, of: all, from: "\(time(isReversed)) * \(count)", count))
  }
}
