import Equations
import Tensors
import Terms

/// `|x − r| ≤ atol + rtol·|r|`: how far a number may be from the reference r.
///
/// Float32 sums differ with their order, so Keras itself differs by 5e-7 between a batch and single
/// rows; the defaults leave room for that and for no mistake. Whatever compares numbers takes them
/// from here. Where rounding grows further, `Rounding` says by how much.
package struct Tolerance: Sendable, Hashable, CustomStringConvertible {
  /// The defaults.
  package static let (usualAbsolute, usualRelative) = (1e-6, 2e-5)

  package var absolute: Double
  package var relative: Double

  package init(
    absolute: Double = Tolerance.usualAbsolute, relative: Double = Tolerance.usualRelative
  ) {
    self.absolute = absolute
    self.relative = relative
  }

  /// The defaults; where a layer computes in half precision, `8u·(1 + |r|)`.
  ///
  /// u is half the distance from 1 to the next number, 2⁻¹¹ for float16 and 2⁻⁸ for bfloat16: by so
  /// much every op may round, and how often TensorFlow rounds inside a product of half-precision
  /// matrices depends on its version and the processor. Eight roundings are what a Dense layer of
  /// half a dozen inputs does at most.
  package init(for program: Program) {
    self.init(for: Set(program.values.map(\.dtype)))
  }

  /// The same for numbers of some formats.
  package init(for formats: some Sequence<DType>) {
    let roundings = formats.compactMap(Tolerance.unitRoundoff)
    guard let roundoff = roundings.max() else {
      self.init()
      return
    }
    self.init(absolute: 8 * roundoff, relative: 8 * roundoff)
  }

  private static func unitRoundoff(_ dtype: DType) -> Double? {
    switch dtype {
    case .float16: 0x1p-11
    case .bfloat16: 0x1p-8
    default: nil
    }
  }

  /// How far numbers may be from a reference that is a number.
  package func room(for reference: Double) -> Double { absolute + relative * abs(reference) }

  /// Equal numbers, two that are not numbers, and those close enough.
  package func accepts(_ value: Double, _ reference: Double) -> Bool {
    accepts(value, reference, besides: 0)
  }

  /// The same with more room besides.
  func accepts(_ value: Double, _ reference: Double, besides more: Double) -> Bool {
    if value == reference || value.isNaN && reference.isNaN { return true }
    // An infinite reference is met by itself alone.
    guard reference.isFinite else { return false }
    return abs(value - reference) <= room(for: reference) + more
  }

  /// `1e-06 + 2e-05·|reference|`.
  package var description: String { text(of: "reference") }

  /// `1e-06 + 2e-05·|right|`, by what the reference is called.
  package func text(of reference: String) -> String {
    "\(NumberFormat.brief(absolute)) + \(NumberFormat.brief(relative))·|\(reference)|"
  }

  /// The defaults as they stand in a help text: `1e-6 + 2e-5·|right|`.
  package static func usual(of reference: String) -> String {
    "\(usualAbsolute) + \(usualRelative)·|\(reference)|".replacing("e-0", with: "e-")
  }
}
