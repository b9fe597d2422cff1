import Equations
import Tensors
import Terms

/// `y = C·(R·x)`: an image (rows, columns, channels) in another size, two products with fixed matrices R (rows after, rows)
/// and C (columns after, columns); with `nearest` the pixels at fixed places.
struct ImageResizing {
  let height: Int
  let width: Int
  var interpolation = Interpolation.bilinear
  var antialias = false

  /// The resized image as a term that is not yet an equation.
  func term(_ x: Term, _ eq: Equations) throws -> Term {
    let (rows, columns, depth) = (x.shape[0], x.shape[1], x.shape[2])
    let down = weights(rows, height)
    let across = weights(columns, width)
    if interpolation == .nearest {
      let places = try eq.constant("p", [height, width], .int32) {
        down.nearest.flatMap { row in across.nearest.map { Double(row * columns + $0) } }
      }
      return .apply(Gather(), [x(Reshape([rows * columns, depth])), places])
    }
    let own = try x.type().dtype
    let format = own.isFloat ? own : eq.dtype
    let R = try ImageResizing.matrix("R", down, format, eq)
    let C = try ImageResizing.matrix("C", across, format, eq)
    let tall = try eq(
      "r", (R • x(Reshape([rows, columns * depth])))(Reshape([height, columns, depth])),
      "between the rows")
    return C • tall
  }

  private func weights(_ from: Int, _ to: Int) -> ResizingWeights {
    ResizingWeights(from: from, to: to, interpolation: interpolation, antialias: antialias)
  }

  private static func matrix(
    _ name: Name, _ weights: ResizingWeights, _ format: DType, _ eq: Equations
  ) throws -> Term {
    try eq.constant(name, [weights.to, weights.from], format) {
      weights.elements.map(format.rounded)
    }
  }
}

/// The largest window in the middle of an image that has the aspect ratio of a size, brought to that size.
struct SmartResizing {
  let resizing: ImageResizing

  func term(_ x: Term, _ eq: Equations) throws -> Term {
    let (rows, columns) = (x.shape[0], x.shape[1])
    let (height, width) = (resizing.height, resizing.width)
    let tall = SmartResizing.cut(rows, columns * height, width)
    let wide = SmartResizing.cut(columns, rows * width, height)
    guard tall < rows || wide < columns else { return try resizing.term(x, eq) }
    let (top, left) = ((rows - tall) / 2, (columns - wide) / 2)
    let cropped = try eq(
      "w", x(Slice([.range(top, top + tall, step: nil), .range(left, left + wide, step: nil)])),
      "the largest window of the same aspect ratio")
    return try resizing.term(cropped, eq)
  }

  /// At most the length there is, and at least 1.
  private static func cut(_ length: Int, _ product: Int, _ divisor: Int) -> Int {
    max(min(length, Int(Float(product) / Float(max(divisor, 1)))), 1)
  }
}

/// An image with as much of a number on both sides as makes the aspect ratio of a size, brought to that size.
struct PaddedResizing {
  let resizing: ImageResizing
  let filling: Double

  func term(_ x: Term, _ eq: Equations) throws -> Term { try resizing.term(padded(x, eq), eq) }

  private func padded(_ x: Term, _ eq: Equations) throws -> Term {
    let (rows, columns) = (x.shape[0], x.shape[1])
    func more(_ length: Int, _ product: Int, _ divisor: Int) -> Int {
      max(Int(Float(product) / Float(divisor)) - length, 0) / 2
    }
    let above = more(rows, columns * resizing.height, resizing.width)
    let beside = more(columns, rows * resizing.width, resizing.height)
    guard above > 0 || beside > 0 else { return x }
    let note = "made larger to the new aspect ratio"
    guard filling != 0 else {
      return try eq("p", x(Pad(before: [above, beside, 0], after: [above, beside, 0])), note)
    }
    let axis = above > 0 ? 0 : 1
    let length = max(above, beside)
    let dtype = try x.type().dtype
    let edge = try eq.constant(
      "f", x.shape.replacing(axis, with: length), dtype, repeating: filling)
    return try eq("p", .apply(Concatenate(axis: axis - 3), [edge, x, edge]), note)
  }
}

extension DType {
  /// Numbers rounded to whole ones that the format can hold.
  func saturated(_ y: Term) -> Term {
    let rounded = y(Round())
    guard let range = wholeRange else { return rounded(Cast(self)) }
    return Term.minimum(
      .maximum(rounded, .number(range.lowerBound)), .number(range.upperBound))(Cast(self))
  }
}
