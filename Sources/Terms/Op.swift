import Tensors

/// A primitive operation on tensors: what the instructions of a program are made of.
///
/// An op speaks of one sample. The batch axis is added by its kernel, from the `Signature`.
package protocol Op: Sendable, Hashable {
  /// The shape and format of the result for operands of these; throws what does not fit.
  func result(of operands: [TensorType]) throws(Misfit) -> TensorType

  /// The op made ready for operands laid out so; done once, run for every step.
  func kernel(for signature: Signature) -> Kernel

  /// Whether the kernel reads an operand at any address, not only where numbers of its kind belong.
  func readsAtAnyAddress(_ operand: Int, of signature: Signature) -> Bool

  /// Which elements of the operands an element of the result comes from, and how.
  func derivation(of element: Int, from elements: Elements) throws -> Derivation

  /// What the result's gradient g is for each operand, as a term; nil where the result has no slope in it.
  ///
  /// A term may be smaller than its operand: it is the same then for what it is spread over.
  func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?]

  /// Whether an operand may be text; an op that computes takes numbers alone.
  func takesText(_ operand: Int) -> Bool

  /// Whether every sample has a result of its own, given whether any operand is a sample's own.
  func isBatched(_ operands: Bool) -> Bool

  /// Whether the results of many rows are made faster at once than one by one: a loop over time makes
  /// those that it can on entering.
  var isFasterForManyRows: Bool { get }

  /// When it gives whole numbers of more digits than its operands have.
  var lengthening: Lengthening { get }

  /// How an application of the op is written.
  func text(_ operands: [Formula], _ style: Formula.Style) -> Formula

  /// How NumPy writes it, for operands of these types.
  func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula

  /// How LaTeX writes it.
  func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula

  /// How loops over numbers compute it, for operands of these types.
  func loops(_ types: [TensorType]) -> LoopForm
}

extension Op {
  package func readsAtAnyAddress(_ operand: Int, of signature: Signature) -> Bool { false }
  package func isBatched(_ operands: Bool) -> Bool { operands }
  package func takesText(_ operand: Int) -> Bool { false }
  package var isFasterForManyRows: Bool { false }
  package var lengthening: Lengthening { .never }
}

/// When an op gives whole numbers that single precision may not hold though it holds the operands.
package enum Lengthening: Sendable {
  /// It gives none that were not there, or no whole numbers.
  case never
  /// Where the format itself has such numbers: a sum of two is hardly longer than they are.
  case inWideFormats
  /// Whatever the format is: products and long sums, brought back to it by a cast behind them.
  case always
}

/// An op whose result takes many multiplications for each element.
package protocol CostlyOp: Op {
  /// How many multiplications, or comparisons, it takes.
  func cost(_ operands: [TensorType], _ result: TensorType) -> Double
  /// What a message calls its result: `the product`.
  static var costlyPart: String { get }
}

extension CostlyOp {
  package static var costlyPart: String { "it" }
}

extension CostlyOp {
  /// Whether its kernel runs longer than a moment. It then asks on its way whether to end; the engine asks after it, and
  /// takes what it made for nothing.
  package func isLong(_ signature: Signature) -> Bool {
    cost(signature.operands.map(\.type), signature.result) * Double(signature.rows)
      >= Self.moment
  }

  /// As many multiplications as a moment has.
  package static var moment: Double { 0x1p26 }
}

/// An op of which every element is one of several elements of its operand, or speaks of one.
package protocol ChoosingOp: Op {
  /// How that one is chosen; nil where all count alike.
  var choice: Choice? { get }
}

/// A computation on memory: reads the operands, writes the result.
package typealias Kernel = (_ operands: Pointers, _ result: UnsafeMutableRawPointer) -> Void

package typealias Pointers = UnsafePointer<UnsafeRawPointer>

/// How the operands and the result of one instruction lie in memory.
package struct Signature: Sendable {
  package struct Operand: Sendable {
    package let type: TensorType
    /// Whether there is one for every row; otherwise all rows share it.
    package let isBatched: Bool

    package init(_ type: TensorType, isBatched: Bool) {
      self.type = type
      self.isBatched = isBatched
    }

    package var shape: Shape { type.shape }
  }

  package let operands: [Operand]
  package let result: TensorType
  /// How many times operands are there that have rows: samples, times the timesteps of a hoisted instruction.
  package let rows: Int
  /// How many times the result is there: as often, or once where the op sums up over all rows.
  package let resultRows: Int
  package let scalar: Scalar

  package init(
    _ operands: [Operand], _ result: TensorType, rows: Int, _ scalar: Scalar, sumsRows: Bool = false
  ) {
    self.operands = operands
    self.result = result
    self.rows = rows
    resultRows = sumsRows ? 1 : rows
    self.scalar = scalar
  }

  /// The elements of the result in all rows.
  package var count: Int { result.shape.count * resultRows }

  /// The shape of an operand with its rows as a leading axis; 1 row where it is shared.
  package func fullShape(_ index: Int) -> Shape {
    let operand = operands[index]
    return operand.shape.inserting(operand.isBatched ? rows : 1, at: 0)
  }

  package var fullResultShape: Shape { result.shape.inserting(resultRows, at: 0) }
}

/// Why operands do not fit an op: data, made into prose where it is shown.
package struct Misfit: Error, Sendable, Equatable {
  /// What is wrong, as `64 ≠ 32` or `there is no axis 3`.
  package let reason: String
  /// What to do about it.
  package let hint: String?

  package init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}
