import Equations
import Models
import Tensors
import Terms

/// Inputs to record where none is given: the same for the same model every time.
package enum ExampleInput {
  /// A sample for each input, or a batch of several; `length` stands for the lengths that the model leaves open.
  package static func feed(for model: Model, length: Int?, samples: Int = 1) throws -> Feed {
    var shapes: [Shape] = []
    for input in model.inputs {
      guard let shape = input.shape else {
        throw ExportError(
          "\(model.name) does not say what \(input.name) is", hint: "Give an input: --input VALUE")
      }
      guard input.dtype != .string else {
        throw ExportError("\(input.name) takes text", hint: "Give it: --input '\"some words\"'")
      }
      let dims = shape.compactMap { $0 ?? length }
      guard dims.count == shape.count else {
        throw ExportError(
          "\(model.name) leaves the length of \(input.name) \(input.shapeText) open, but a program "
            + "is written for one length",
          hint: "Give it with --timesteps N, or an input with --input VALUE")
      }
      if let reason = SizeLimit.value.refusal(of: Shape(dims)) {
        throw ExportError("\(input.name): \(reason)", hint: "--timesteps N")
      }
      shapes.append(Shape(dims))
    }
    let program = try model.program(for: shapes)
    if let obstacle = program.obstacle { throw obstacle }
    var state: UInt64 = 1
    let tensors = zip(zip(model.inputs, shapes), program.inputs).map { pair, value in
      let limit = rows(read: value.id, program) ?? (pair.0.dtype.isFloat ? nil : 2)
      let numbers = (0..<pair.1.count * samples).map { _ in number(&state, below: limit) }
      return Tensor(pair.1.inserting(samples, at: 0), pair.0.dtype, numbers)
    }
    return Feed(tensors: tensors, samples: samples, isBatch: samples > 1)
  }

  /// Between −1 and 1, or a whole number from 0 below a limit.
  private static func number(_ state: inout UInt64, below limit: Int?) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let share = Double(state >> 40) / Double(1 << 24)
    guard let limit else { return Double(Float(2 * share - 1)) }
    return Double(Int(share * Double(limit)))
  }

  /// How many rows a table has that is looked up with an input; nil where none is.
  private static func rows(read input: Int, _ program: Program) -> Int? {
    program.instructions.compactMap { instruction -> Int? in
      let types = instruction.operands.map { program.values[$0].type }
      guard case .lookup = instruction.op.loops(types), instruction.operands.count == 2 else {
        return nil
      }
      let index = instruction.operands[1]
      return (program.aliases[index] ?? index) == input ? types[0].shape[0] : nil
    }.min()
  }
}
