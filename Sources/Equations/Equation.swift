import Terms

/// One op with the values it reads and the value it writes.
package struct Instruction: Sendable {
  package let op: any Op
  package let operands: [Int]
  package let result: Int
  /// The part of the equation that it computes.
  package let term: Term
  /// Whether it ran for all timesteps at once when its loop was entered.
  package let isHoisted: Bool
}

/// A name, the expression behind it, a short note, and the instructions that compute it.
package struct Equation: Sendable {
  package let id: Int
  package let frame: Int
  package let result: Value
  package let term: Term
  package let note: String
  /// Its instructions in order; the hoisted ones among them ran when the loop was entered.
  package let instructions: [Int]
  /// The loop it stands in.
  package let scan: Int?
  /// Executions before it within one pass of the loop it stands in, or within the program.
  package internal(set) var offset = 0

  /// `z = x·W + b`.
  package func text(_ style: Formula.Style = Formula.Style()) -> String {
    "\(result.name.text(style.alphabet)) = \(term.formula(style).text)"
  }

  /// How notes speak of all that is fed together, before it is known how much that is.
  package static let batch = "the samples of the batch"

  /// The note in a run of so many samples.
  package func note(samples: Int) -> String {
    let count = samples == 1 ? "the one sample of the batch" : "the \(samples) samples of the batch"
    return note.replacing(Equation.batch, with: count)
  }
}
