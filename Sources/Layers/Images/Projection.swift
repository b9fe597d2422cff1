import Equations
import Tensors
import Terms

/// An image (rows, columns, channels) seen through a projection: what stands at (X, Y) of the result is what the image has at
/// `x = (t₀X + t₁Y + t₂)/k`, `y = (t₃X + t₄Y + t₅)/k`, `k = t₆X + t₇Y + 1`.
///
/// As TensorFlow computes it, in single precision: between four pixels, or the nearest one; beyond the edges stands `filling`,
/// unless places there are put into the image (`ProjectedEdges`).
struct Projection {
  let isNearest: Bool
  let edges: ProjectedEdges
  let filling: Double

  /// `t` holds eight numbers of single precision, and so does the result where the image does.
  func term(_ image: Term, _ t: Term, _ eq: Equations) throws -> Term {
    let own = try image.type().dtype
    let wide = eq.precision ?? .float32
    let (rows, columns, channels) = (image.shape[0], image.shape[1], image.shape[2])
    func number(_ place: Int) -> Term { t(Slice([.at(place)])) }
    let all = Shape([rows, columns])
    let X = try eq.constant("X", all, wide) {
      (0..<rows).flatMap { _ in (0..<columns).map(Double.init) }
    }
    let Y = try eq.constant("Y", all, wide) {
      (0..<rows).flatMap { [Double](repeating: Double($0), count: columns) }
    }
    let k = try eq("k", number(6) * X + number(7) * Y + 1, "how far away each place is")
    let isSeen = try eq("seen", .apply(NotEqual(), [k, 0]), "where something is seen")
    func place(_ name: Name, _ first: Int, _ length: Int, _ note: String) throws -> Term {
      let sum = number(first) * X + number(first + 1) * Y + number(first + 2)
      let at = try eq(name, sum / .select(isSeen, k, 1), note)
      guard let inside = edges.inside(at, length) else { return at }
      return try eq(name, inside, "put into the image")
    }
    let x = try place("x_at", 0, columns, "the column that each place sees")
    let y = try place("y_at", 3, rows, "the row that each place sees")
    let f = try eq.constant("f", [1, channels], wide, repeating: own.rounded(filling))
    let flat = (own == wide ? image : image(Cast(wide)))(Reshape([rows * columns, channels]))
    let pixels = Pixels(
      table: try eq(
        "T", .apply(Concatenate(axis: -2), [flat, f]), "all pixels, and what is beyond"),
      rows: rows, columns: columns, eq: eq)
    let seen =
      try isNearest
      ? pixels.at("p", Projection.nearest(y), Projection.nearest(x))
      : between(pixels, y, x)
    let result = Term.select(isSeen(Reshape([rows, columns, 1])), seen, f)
    return own == wide ? result : result(Cast(own))
  }

  /// `(⌊y⌋ + 1 − y)·u + (y − ⌊y⌋)·l`, of the rows above and below the same between the columns.
  private func between(_ pixels: Pixels, _ y: Term, _ x: Term) throws -> Term {
    let eq = pixels.eq
    let left = try eq("x_left", x(Floor()))
    let above = try eq("y_above", y(Floor()))
    func mixed(_ near: Term, _ first: Term, _ far: Term, _ second: Term) -> Term {
      let shape = [pixels.rows, pixels.columns, 1]
      return near(Reshape(shape)) * first + far(Reshape(shape)) * second
    }
    func row(_ name: Name, _ number: Int, _ row: Term, _ note: String) throws -> Term {
      let pair = try (
        pixels.at(.numbered("p", number), row, left),
        pixels.at(.numbered("p", number + 1), row, left + 1)
      )
      return try eq(name, mixed(left + 1 - x, pair.0, x - left, pair.1), note)
    }
    let upper = try row("u", 1, above, "between the columns of the row above")
    let lower = try row("l", 3, above + 1, "between the columns of the row below")
    return mixed(above + 1 - y, upper, y - above, lower)
  }

  /// The nearest whole number, of two the one farther from 0.
  private static func nearest(_ x: Term) -> Term {
    let below = x(Floor())
    let isUp = Term.select(
      .apply(Less(), [x, 0]), .apply(Greater(), [x - below, 0.5]),
      .apply(GreaterEqual(), [x - below, 0.5]))
    return .select(isUp, below + 1, below)
  }
}

/// The pixels of an image as rows of a table, the last of which stands for all that is beyond the edges.
private struct Pixels {
  let table: Term
  let rows, columns: Int
  let eq: Equations

  func at(_ name: Name, _ y: Term, _ x: Term) throws -> Term {
    let tests = [
      Term.apply(GreaterEqual(), [x, 0]), .apply(Less(), [x, .number(Double(columns))]),
      .apply(GreaterEqual(), [y, 0]), .apply(Less(), [y, .number(Double(rows))]),
    ]
    let isInside = tests.dropFirst().reduce(tests[0]) { .apply(LogicalAnd(), [$0, $1]) }
    let index = Term.select(
      isInside, y * .number(Double(columns)) + x, .number(Double(rows * columns)))
    return try eq(name, .apply(Gather(), [table, index]))
  }
}
