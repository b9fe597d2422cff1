import Terms

/// One op with the values it reads and the value it writes.
public struct Instruction: Sendable {
  public let op: any Op
  public let operands: [Int]
  public let result: Int
  /// The part of the equation that it computes.
  public let term: Term
  /// Whether it ran for all timesteps at once when its loop was entered.
  public let isHoisted: Bool
}

/// A name, the expression behind it, a short note, and the instructions that compute it.
public struct Equation: Sendable {
  public let id: Int
  public let frame: Int
  public let result: Value
  public let term: Term
  public let note: String
  /// Its instructions in order; the hoisted ones among them ran when the loop was entered.
  public let instructions: [Int]
  /// The loop it stands in.
  public let scan: Int?
  /// Executions before it within one pass of the loop it stands in, or within the program.
  public internal(set) var offset = 0

  /// `z = x·W + b`.
  public func text(_ style: Formula.Style = Formula.Style()) -> String {
    "\(result.name.text(style.alphabet)) = \(term.formula(style).text)"
  }
}
