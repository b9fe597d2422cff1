import Tensors

/// What came of comparing one array with the reference.
public struct ArrayCheck: Sendable {
  /// Its name in the golden file.
  public let name: String
  /// The reference's shape, the samples first.
  public let shape: Shape
  public let verdict: Verdict

  public enum Verdict: Sendable, Equatable {
    /// The shapes are equal; `Difference.isAccepted` says the rest.
    case compared(Difference)
    case shapeDiffers(found: Shape)
    /// No layer or output has that name.
    case unknown(nearest: String?)
    /// The run ended before it, at a layer that cannot be computed.
    case notReached(obstacle: String)
  }

  public init(_ name: String, _ shape: Shape, _ verdict: Verdict) {
    self.name = name
    self.shape = shape
    self.verdict = verdict
  }

  /// An array against the reference.
  public init(_ name: String, _ found: Tensor, from reference: Tensor, _ tolerance: Tolerance) {
    self.init(
      name, reference.shape,
      Difference(found, from: reference, tolerance).map(Verdict.compared)
        ?? .shapeDiffers(found: found.shape))
  }

  public var isAccepted: Bool { difference?.isAccepted ?? false }

  public var difference: Difference? {
    if case .compared(let difference) = verdict { difference } else { nil }
  }

  /// `ok`, or what is wrong.
  public var remark: String {
    switch verdict {
    case .compared(let difference) where difference.isAccepted: "ok"
    case .compared(let difference): ArrayCheck.text(difference)
    case .shapeDiffers(let found): "DIFFERS: the model gives \(found)"
    case .unknown(let nearest):
      "UNKNOWN: no layer of that name" + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .notReached(let obstacle): "NOT REACHED: \(obstacle)"
    }
  }

  private static func text(_ difference: Difference) -> String {
    let count = "DIFFERS in \(difference.misses) of \(difference.count)"
    guard let worst = difference.worst else { return count }
    let index = worst.index.map(String.init).joined(separator: ", ")
    let found = NumberFormat.exact(worst.found, .float32)
    let expected = NumberFormat.exact(worst.expected, .float32)
    return "\(count); [\(index)] is \(found), not \(expected)"
  }
}
