import Terms

/// What becomes of places beyond the edges of an image: nothing, the pixel at the edge, the image in a mirror or once more.
enum ProjectedEdges: String {
  case constant, nearest, reflect, wrap

  /// The place in an image of this length that a place means; nil where it is not put there.
  func inside(_ x: Term, _ length: Int) -> Term? {
    let last = Term.number(Double(length - 1))
    let isBefore = Term.apply(Less(), [x, 0])
    let isBehind = Term.apply(Greater(), [x, last])
    let before: Term
    let behind: Term
    switch self {
    case .constant: return nil
    case .nearest: (before, behind) = (x, x)
    case .reflect:
      // An image and its mirror are two lengths.
      let (n, two) = (Term.number(Double(length)), Term.number(Double(2 * length)))
      let left = two * (-x / two)(Floor()) + x
      before = .select(.apply(Less(), [left, -n]), left + two, -left - 1)
      let right = x - two * (x / two)(Floor())
      behind = .select(.apply(GreaterEqual(), [right, n]), two - right - 1, right)
    case .wrap:
      let n = Term.number(Double(length))
      guard length > 1 else { return x * 0 }
      before = x + n * ((-x / last)(Floor()) + 1)
      behind = x - n * (x / last)(Floor())
    }
    let put = Term.select(isBefore, before, .select(isBehind, behind, x))
    return .minimum(.maximum(put, 0), last)
  }
}
