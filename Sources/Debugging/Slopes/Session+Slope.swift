import Containers
import Equations
import Expressions
import Models
import Tensors
import Terms

/// Gradients without a target: of any number by any value of the walk.
extension Session {
  /// How much what an expression gives changes with each number of a value, by the equations of the way back from it.
  ///
  /// The walk is run to its end beside the one at hand, with what was set in it; of a batch the number is that of the
  /// sample in focus. Throws an `ExpressionError` where the texts are wrong.
  package func slope(
    of expression: Expression, by variable: Expression, in frame: StackFrame?,
    names: some Environment
  ) throws -> Slope {
    guard let feed, let machine else { throw InputError("nothing is fed, so nothing is computed") }
    if let obstacle = machine.program.obstacle { throw obstacle }
    let request = try SlopeRequest(
      of: expression, by: variable, in: machine, frame, names)
    try model.refuseSlope(by: request.by.value, in: machine.program)
    let wanted = machine.firstUse(of: request.by.value)
    var written: (number: Value, gradient: Value?, isSeeded: Bool)?
    let program = try programBeside(in: mode.precision) { eq in
      written = try eq.write(request, by: wanted, samples: feed.samples, names)
    }
    guard let written else { throw InputError("nothing of it could be written") }
    let focus = (0..<feed.samples).map {
      Tensor(scalar: $0 == sample ? 1 : 0, written.number.dtype)
    }
    let run = try runBeside(program, targets: written.isSeeded ? [focus] : [])
    guard try run.compute(to: program.tickCount) else { throw Interrupted() }
    let number = try run.read(written.number, sample: sample)
    let whole = try written.gradient.map { try run.overTime($0, sample: sample) }
    let value = request.by.value
    let none = Shape(program.lengths(around: value.scope) + value.shape.dims)
    let gradient = try request.by.taken(
      of: whole ?? Tensor(none, value.dtype, repeating: 0))
    let part = try request.part(of: gradient, names)
    return Slope(
      // No −0: of a slope a sign without a size says nothing.
      gradient: Tensor(part.shape, part.dtype, part.elements.map { $0 + 0 }), number: number,
      isOfSample: written.number.isBatched, isBySample: value.isBatched, isReached: whole != nil)
  }
}

extension Equations {
  /// Writes the number that a gradient is of, and the way back from it.
  fileprivate func write(
    _ request: SlopeRequest, by value: Value, samples: Int, _ names: some Environment
  ) throws -> (number: Value, gradient: Value?, isSeeded: Bool)? {
    let dtype = value.dtype
    let number = try call("grad", kind: "Gradient", title: request.expression.text, dtype: dtype) {
      try self("e", try request.term(in: self, names))
    }
    guard let made = number.value else { return nil }
    // Of a batch the number is one sample's: the others get no gradient, and add nothing to what all share.
    let isSeeded = made.isBatched && samples > 1
    let seed = isSeeded ? target("focus", made.type) : 1
    let found = try backward(from: [(number, seed)], to: [value])
    return (made, found[value.id]?.value, isSeeded)
  }
}

extension Machine {
  /// A value of all timesteps of its loops, along leading axes.
  fileprivate func overTime(_ value: Value, at steps: [Int] = [], sample: Int) throws -> Tensor {
    let lengths = program.lengths(around: value.scope)
    guard steps.count < lengths.count else { return try read(value, at: steps, sample: sample) }
    let rows = try (0..<lengths[steps.count]).map {
      try overTime(value, at: steps + [$0], sample: sample)
    }
    let none = Shape([rows.count] + lengths.dropFirst(steps.count + 1) + value.shape.dims)
    return Tensor.stack(rows) ?? Tensor(none, value.dtype, repeating: 0)
  }
}
