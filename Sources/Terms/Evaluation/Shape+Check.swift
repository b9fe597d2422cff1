import Tensors

extension Shape {
  /// The most axes that an array of an expression may have, as NumPy's.
  static let mostAxes = 64

  /// Throws when the axes or the elements are too many for an expression.
  package func check(_ limit: Int) throws(Misfit) {
    guard rank <= Shape.mostAxes else {
      throw Misfit("\(rank) axes are too many; an array may have \(Shape.mostAxes)")
    }
    guard isWithin(limit) else { throw Misfit.tooLarge(limit, self) }
  }
}

extension Misfit {
  package static func tooLarge(_ limit: Int, _ shape: Shape? = nil) -> Misfit {
    let what = shape.map { "\($0)" } ?? "the array"
    return Misfit("\(what) is too large; an expression may have \(limit) elements")
  }
}
