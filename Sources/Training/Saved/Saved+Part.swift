import Equations

/// One of the kinds of a list, made of what was saved.
extension Saved {
  /// The part that a kind makes of this config.
  ///
  /// Throws the refusal where no kind has its name (nil), and for a key that says something and that nobody asked for.
  func part<Kind, Part>(
    of kind: Kind?, orThrow refusal: @autoclosure () -> Obstacle,
    make: (Kind) throws(Obstacle) -> Part
  ) throws(Obstacle) -> Part {
    guard let kind else { throw refusal() }
    let part = try make(kind)
    try refuseUnread()
    return part
  }
}
