import Tensors

/// What came of comparing one array with the reference.
package struct ArrayCheck: Sendable {
  /// Its name in the golden file.
  package let name: String
  /// The reference's shape, the samples first.
  package let shape: Shape
  package let verdict: Verdict
  /// How far its numbers might be from the reference; nil where none were compared.
  let allowed: Tolerance?

  package enum Verdict: Sendable, Equatable {
    /// The shapes are equal; `Difference.isAccepted` says the rest.
    case compared(Difference)
    case shapeDiffers(found: Shape)
    /// One is text, and the other is numbers.
    case kindDiffers(givesText: Bool)
    /// No layer or output has that name.
    case unknown(nearest: String?)
    /// Its name may mean several, as is told.
    case unclear(String)
    /// The run ended before it, at a layer that cannot be computed.
    case notReached(obstacle: String)
  }

  package init(
    _ name: String, _ shape: Shape, _ verdict: Verdict, allowed: Tolerance? = nil
  ) {
    self.name = name
    self.shape = shape
    self.verdict = verdict
    self.allowed = allowed
  }

  /// What it comes to, to be counted.
  package enum Outcome: String, Sendable, CaseIterable {
    case agree, rounding, differ
    case notReached = "not reached"
  }

  package var outcome: Outcome {
    switch verdict {
    case .compared(let difference) where difference.isRounding: .rounding
    case .compared(let difference) where difference.isAccepted: .agree
    case .compared, .shapeDiffers, .kindDiffers, .unknown, .unclear: .differ
    case .notReached: .notReached
    }
  }

  package var isAccepted: Bool { difference?.isAccepted ?? false }

  package var difference: Difference? {
    if case .compared(let difference) = verdict { difference } else { nil }
  }

  /// `ok`, or what is wrong.
  package var remark: String {
    switch verdict {
    case .compared(let difference) where difference.isRounding: ArrayCheck.rounding(difference)
    case .compared(let difference) where difference.isAccepted: "ok"
    case .compared(let difference): ArrayCheck.text(difference)
    case .shapeDiffers(let found): "DIFFERS: the model gives \(found)"
    case .kindDiffers(let givesText): "DIFFERS: the model gives \(givesText ? "text" : "numbers")"
    case .unknown(let nearest):
      "UNKNOWN: no layer of that name" + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .unclear(let ambiguity): "NOT COMPARED: \(ambiguity)"
    case .notReached(let obstacle): "NOT REACHED: \(obstacle)"
    }
  }

  private static func text(_ difference: Difference) -> String {
    let count = "DIFFERS in \(difference.misses) of \(difference.count)"
    guard let worst = difference.worst else { return count }
    let precise = worst.precise.map { " (float64 gives \(NumberFormat.exact($0, .float32)))" } ?? ""
    return "\(count); \(text(worst))\(precise)"
  }

  /// `rounding in 1 of 64 (float64 gives 59.63); [0, 49] is 59.6115, not 59.643784`.
  private static func rounding(_ difference: Difference) -> String {
    let count = "in \(difference.roundings) of \(difference.count)"
    guard let element = difference.rounded, let precise = element.precise else {
      return "rounding \(count)"
    }
    let given = NumberFormat.exact(precise, .float32)
    return "rounding (float64 gives \(given)) \(count); \(text(element))"
  }

  private static func text(_ element: Difference.Element) -> String {
    let index = element.index.map(String.init).joined(separator: ", ")
    let found = NumberFormat.exact(element.found, .float32)
    return "[\(index)] is \(found), not \(NumberFormat.exact(element.expected, .float32))"
  }
}
