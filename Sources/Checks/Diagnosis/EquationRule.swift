import Tensors
import Terms

/// A slip that may be made in any equation, whatever layer wrote it: one file in
/// `Mistakes/General`.
///
/// A diagnosis asks these rules about the equation in question where no mistake of a layer fits, a
/// quiz about an answer that is wrong; what was done is one thing, told in the words of either.
protocol EquationRule: Sendable {
  /// What may have been put in the place of a part of an equation; none where the part invites none.
  func changes(of part: EquationPart) -> [PartChange]
}

/// A part of an equation, and how what stands in it is written.
struct EquationPart {
  let term: Term
  let style: Formula.Style

  func text(_ term: Term) -> String { term.formula(style).text }

  var text: String { text(term) }

  /// A function applied to one operand: how it is written, `σ`, and the operand. Nil for another
  /// part.
  var function: (name: String, argument: Term)? {
    let (argument, function) = term.application
    guard function != nil else { return nil }
    return (String(text.prefix { $0 != "(" }), argument)
  }

  /// The two operands of an op of one of these kinds.
  func operands(of kinds: any Op.Type...) -> (Term, Term)? {
    guard case .apply(let op, let operands) = term, operands.count == 2,
      kinds.contains(where: { $0 == type(of: op) })
    else { return nil }
    return (operands[0], operands[1])
  }

  /// A bias by the word for it too.
  func named(_ term: Term) -> String {
    guard let value = term.value, value.role == .weight, value.shape.rank == 1 else {
      return text(term)
    }
    return "the bias \(text(term))"
  }
}

/// What was put in the place of a part of an equation, in the words of those who tell it.
struct PartChange: Sendable {
  /// A clause that follows "that is", for a quiz: `tanh in the place of σ`.
  let remark: String
  /// What a diagnosis calls it: `E2`, `tanh for σ`. Nil where only a quiz asks, for a diagnosis has
  /// a mistake of certain layers for this: another block is gates in another order.
  let mistake: (name: MistakeName, title: String)?
  /// The part as it was taken instead; nil where it cannot be. A diagnosis asks it of the same part
  /// in a program that is lowered anew.
  let change: @Sendable (Term) -> Term?

  init(
    _ remark: String, as name: MistakeName? = nil, _ title: String = "",
    _ change: @escaping @Sendable (Term) -> Term?
  ) {
    self.remark = remark
    mistake = name.map { ($0, title) }
    self.change = change
  }
}
