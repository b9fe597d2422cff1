import Tensors
import Terms

// The words that the formulas of training are written in.
extension Term {
  static func maximum(_ a: Term, _ b: Term) -> Term { .apply(Maximum(), [a, b]) }
  static func minimum(_ a: Term, _ b: Term) -> Term { .apply(Minimum(), [a, b]) }
  static func equal(_ a: Term, _ b: Term) -> Term { .apply(Equal(), [a, b]) }
  static func notEqual(_ a: Term, _ b: Term) -> Term { .apply(NotEqual(), [a, b]) }
  static func less(_ a: Term, _ b: Term) -> Term { .apply(Less(), [a, b]) }
  static func lessEqual(_ a: Term, _ b: Term) -> Term { .apply(LessEqual(), [a, b]) }
  static func greater(_ a: Term, _ b: Term) -> Term { .apply(Greater(), [a, b]) }
  static func power(_ a: Term, _ b: Term) -> Term { .apply(Power(), [a, b]) }
  static func and(_ a: Term, _ b: Term) -> Term { .apply(LogicalAnd(), [a, b]) }

  /// `1 − share` in as many digits as a person would write: 0.1 for 0.9.
  static func rest(of share: Double) -> Term { .number(((1 - share) * 1e15).rounded() / 1e15) }

  /// `1 − share` as single precision computes it: 0.100000024 for 0.9.
  static func singleRest(of share: Double) -> Term {
    let rest = 1 - Float(share)
    return .number(Double("\(rest)") ?? Double(rest))
  }

  var absolute: Term { self(Abs()) }
  var squared: Term { self(Square()) }
  var squareRoot: Term { self(Sqrt()) }
  var logarithm: Term { self(Log()) }

  /// The format of one sample's value; float32 for a term that does not fit.
  var dtype: DType { (try? type().dtype) ?? .float32 }

  func sum(_ axes: [Int]? = nil, keepsAxes: Bool = false) -> Term {
    self(Reduce(.sum, axes: axes, keepsAxes: keepsAxes))
  }

  func mean(_ axes: [Int]? = nil) -> Term { self(Reduce(.mean, axes: axes)) }

  func cast(_ dtype: DType) -> Term { self.dtype == dtype ? self : self(Cast(dtype)) }

  /// Brought between two bounds, as TensorFlow does: the upper one first.
  func clipped(_ low: Double, _ high: Double) -> Term {
    .maximum(.minimum(self, .number(high)), .number(low))
  }

  /// `a / b`, and 0 where b is 0.
  static func quotientOrZero(_ a: Term, _ b: Term) -> Term {
    .select(.equal(b, 0), 0, a / b)
  }
}
