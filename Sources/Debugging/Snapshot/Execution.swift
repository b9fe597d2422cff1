import Equations
import Tensors
import Terms

/// One execution of an equation: what it reads and what it gives.
package struct Execution {
  package let moment: Moment
  package let equation: Equation
  /// `lstm@1.f`: where it is, as it can be typed.
  package let place: String
  /// `lstm`: the layer call that it belongs to.
  package let path: String
  /// What the equation computes, and what is special about its layer.
  package let note: String
  /// What it reads, each once.
  package let operands: [Operand]
  /// Nil where its instructions are not all executed.
  package let result: Tensor?
  /// Why its numbers are none to go by; nil where they are.
  package let refusal: NumberRefusal?
  /// The mask that says no to this timestep.
  package let mask: Value?
  /// The instruction just executed, where one stands inside the equation.
  package let instruction: ExecutedInstruction?

  /// The execution at a moment up to the machine's position.
  init(_ moment: Moment, in machine: Machine, sample: Int) throws {
    let program = machine.program
    let equation = program.equations[moment.equation]
    func read(_ value: Value) throws -> Tensor {
      try machine.read(value, around: moment.steps, sample: sample)
    }
    self.moment = moment
    self.equation = equation
    place = program.place(of: moment)
    path = program.frames[equation.frame].path
    note = program.note(of: equation, samples: machine.samples)
    operands = try Operand.all(of: equation, read)
    let executed = machine.currentInstruction.map { program.instructions[$0] }
    result = executed == nil ? try read(equation.result) : nil
    refusal = try result.flatMap { try program.refusal(of: equation, $0, read) }
    instruction = try executed.map { one in
      ExecutedInstruction(
        number: machine.position.instruction, count: equation.instructions.count,
        instruction: one, result: try read(program.values[one.result]))
    }
    mask = try equation.scan.flatMap { program.scans[$0].mask }.flatMap { id in
      let mask = program.values[id]
      return try mask.shape.rank == 0 && read(mask).elements.first == 0 ? mask : nil
    }
  }
}

/// An instruction of an equation that was executed, and what it gave.
package struct ExecutedInstruction {
  /// Which one of the equation's it is, from 1.
  package let number, count: Int
  package let instruction: Instruction
  package let result: Tensor
}

extension Program {
  /// Why the numbers that an equation gave are none to go by; nil where they are.
  fileprivate func refusal(
    of equation: Equation, _ result: Tensor, _ read: (Value) throws -> Tensor
  ) throws -> NumberRefusal? {
    if let reason = refusal(of: equation.result) {
      return result.elements.contains { $0 != 0 } ? .ofKeras(reason) : nil
    }
    return try isInexact(equation, read) ? .beyondDoubles : nil
  }

  /// What an equation computes, over how many samples where it adds them up, and what is special about its layer.
  package func note(of equation: Equation, samples: Int? = nil) -> String {
    let remark = frames.indices.contains(equation.frame) ? frames[equation.frame].remark : nil
    return [samples.map(equation.note) ?? equation.note, remark ?? ""].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }
}
