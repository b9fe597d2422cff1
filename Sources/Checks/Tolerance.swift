import Equations
import Tensors

/// `|x − r| ≤ atol + rtol·|r| + share·max|r|`: how far a number may be from the reference r.
///
/// Float32 sums differ with their order, so Keras itself differs by 5e-7 between a batch and single
/// rows; the defaults, 1e-6 and 2e-5, leave room for that and for no mistake. The share of the
/// array's largest number is 0 unless sums stand on sums of hundreds of terms: in deep convolutional
/// models small numbers are what large ones leave.
public struct Tolerance: Sendable, Hashable, CustomStringConvertible {
  public var absolute: Double
  public var relative: Double
  /// What the largest number of the array adds.
  public var ofLargest: Double

  public init(absolute: Double = 1e-6, relative: Double = 2e-5, ofLargest: Double = 0) {
    self.absolute = absolute
    self.relative = relative
    self.ofLargest = ofLargest
  }

  /// So many convolutions one after the other make a model deep.
  private static let deep = 8

  /// The defaults; where a layer computes in half precision, `8u·(1 + |r|)`.
  ///
  /// u is half the distance from 1 to the next number, 2⁻¹¹ for float16 and 2⁻⁸ for bfloat16: by so
  /// much every op may round, and how often TensorFlow rounds inside a product of half-precision
  /// matrices depends on its version and the processor. Eight roundings are what a Dense layer of
  /// half a dozen inputs does at most.
  public init(for program: Program) {
    self.init(for: Set(program.values.map(\.dtype)))
    let convolutions = program.instructions.count { $0.op is Convolve }
    if convolutions >= Tolerance.deep { ofLargest = 1e-5 }
  }

  /// The same for numbers of some formats.
  public init(for formats: some Sequence<DType>) {
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

  /// The tolerance for the numbers of one array, without a share of the largest.
  public func settled(for references: [Double]) -> Tolerance {
    guard ofLargest > 0 else { return self }
    let largest = references.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    return Tolerance(absolute: absolute + ofLargest * largest, relative: relative)
  }

  /// Equal numbers, two that are not numbers, and those close enough.
  public func accepts(_ value: Double, _ reference: Double) -> Bool {
    if value == reference || value.isNaN && reference.isNaN { return true }
    // An infinite reference is met by itself alone.
    guard reference.isFinite else { return false }
    return abs(value - reference) <= absolute + relative * abs(reference)
  }

  /// `1.00e-06 + 2.00e-05·|reference|`.
  public var description: String {
    let share = ofLargest > 0 ? " + \(NumberFormat.short(ofLargest))·max|reference|" : ""
    return "\(NumberFormat.short(absolute)) + \(NumberFormat.short(relative))·|reference|" + share
  }
}
