import Tensors
import Terms

/// What explanations may still take up. Each equation has an equal share of what those before it
/// have left, so that a long one leaves something for the others.
struct PageAllowance {
  private var count, bytes, terms: Int
  private var equations: Int
  private var share = (count: 0, bytes: 0, terms: 0)

  init(_ limits: PageBudget.Limits, equations: Int) {
    (count, bytes, terms) = (limits.explanations, limits.explanationBytes, limits.terms)
    self.equations = max(equations, 1)
  }

  mutating func beginEquation() {
    let parts = max(equations, 1)
    share = (max(count, 0) / parts, max(bytes, 0) / parts, max(terms, 0) / parts)
    equations -= 1
  }

  /// Whether the equation may explain another number.
  var isLeft: Bool { share.count > 0 && share.bytes > 0 && share.terms > 0 }

  mutating func take(bytes: Int, terms: Int) {
    (count, share.count) = (count - 1, share.count - 1)
    (self.bytes, share.bytes) = (self.bytes - bytes, share.bytes - bytes)
    (self.terms, share.terms) = (self.terms - terms, share.terms - terms)
  }
}

/// How much of the weights a page holds: of each matrix the corner at its first row and column.
struct PageCut {
  /// The most numbers of one weight.
  private let most: Int
  /// Of a cut matrix, the most columns.
  private static let widest = 64

  /// The largest parts with which all weights together stay within a limit.
  init(_ values: [Value], most limit: Int) {
    let counts = values.filter { $0.role == .weight }.map(\.shape.count)
    let sizes = (0...12).map { 4096 >> $0 }
    most =
      sizes.first { size in
        counts.reduce(0) { $0 + min($1, size) } <= limit
      } ?? 1
  }

  /// How many numbers of each row of the last axis are kept.
  func columns(of shape: Shape) -> Int {
    let width = shape.dims.last ?? 1
    return shape.count <= most ? width : min(width, PageCut.widest, most)
  }

  /// The numbers that are kept, row after row.
  func part(of shape: Shape, _ elements: [Double]) -> [Double] {
    let width = shape.dims.last ?? 1
    let columns = columns(of: shape)
    guard shape.count > most, columns > 0, width > 0 else { return elements }
    let rows = min(most / columns, elements.count / width)
    return (0..<rows).flatMap { row in elements[row * width..<row * width + columns] }
  }
}
