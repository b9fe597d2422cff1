import Terms

/// A binary cross-entropy in the term of a loss: of logits, or `y·ln p + (1 − y)·ln(1 − p)`.
struct BinaryCrossing {
  /// The same with 1 − y for y.
  let exchanged: Term
  /// The same without the half that 1 − y stands in.
  let half: Term

  init?(_ part: Term) {
    if let crossing = Crossing(part), !crossing.isOfClasses {
      exchanged = part.with([1 - crossing.y, crossing.z])
      half = crossing.y * (-crossing.z)(Softplus())
      return
    }
    guard let (yes, no) = part.pair(of: Add.self), let (y, p) = yes.pair(of: Multiply.self),
      let (rest, q) = no.pair(of: Multiply.self), p.operand(of: Log.self) != nil,
      q.operand(of: Log.self) != nil, let (one, same) = rest.pair(of: Subtract.self),
      one.plainNumber == 1, same == y
    else { return nil }
    exchanged = rest * p + y * q
    half = yes
  }
}
