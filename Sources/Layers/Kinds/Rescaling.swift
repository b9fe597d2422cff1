import Equations
import Tensors
import Terms

/// `y = x·scale + offset`, as images of 0…255 are brought to 0…1; both may be numbers along the last axes.
struct Rescaling: UnaryLayer {
  static let classNames = ["Rescaling"]
  private let scale, offset: (shape: Shape, elements: [Double])
  /// Keras 2 takes a mask off here.
  let keepsMask: Bool

  init(_ config: Config) throws {
    keepsMask = config.version.major >= 3
    guard let scale = try config.array("scale") else { throw config.error("scale", "a number") }
    self.scale = scale
    offset = try config.array("offset") ?? (.scalar, [0])
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try eq.fractional(input)
    let scaled = x * (try Rescaling.factor("scale", scale, eq))
    // An offset of 0 is none.
    let isShifted = offset.elements.contains { $0 != 0 }
    return try eq("y", isShifted ? scaled + (try Rescaling.factor("offset", offset, eq)) : scaled)
  }

  private static func factor(
    _ name: Name, _ numbers: (shape: Shape, elements: [Double]), _ eq: Equations
  ) throws -> Term {
    let dtype = eq.dtype
    if numbers.shape.rank == 0, let number = numbers.elements.first {
      // As it was written, where it is rounded to the format anyway.
      return .number([.float32, .float64].contains(dtype) ? number : dtype.rounded(number))
    }
    return try eq.constant(name, numbers.shape, dtype) { numbers.elements.map(dtype.rounded) }
  }
}
