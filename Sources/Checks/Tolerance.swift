import Tensors

/// `|x − r| ≤ atol + rtol·|r|`: how far a number may be from the reference r.
///
/// Float32 sums differ with their order, so Keras itself differs by 5e-7 between a batch and single
/// rows; the defaults, 1e-6 and 2e-5, leave room for that and for no mistake.
public struct Tolerance: Sendable, Hashable, CustomStringConvertible {
  public var absolute: Double
  public var relative: Double

  public init(absolute: Double = 1e-6, relative: Double = 2e-5) {
    self.absolute = absolute
    self.relative = relative
  }

  /// Equal numbers, two that are not numbers, and those close enough.
  public func accepts(_ value: Double, _ reference: Double) -> Bool {
    if value == reference || value.isNaN && reference.isNaN { return true }
    // An infinite reference is met by itself alone.
    guard reference.isFinite else { return false }
    return abs(value - reference) <= absolute + relative * abs(reference)
  }

  /// `1e-06 + 2e-05·|reference|`.
  public var description: String {
    "\(NumberFormat.short(absolute)) + \(NumberFormat.short(relative))·|reference|"
  }
}
