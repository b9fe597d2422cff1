import Containers
import Expressions

/// The lines that declare: weights, states, outputs and their shapes.
extension LineScanner {
  /// `W = kernel (8, units) frozen`.
  mutating func weight(
    number: Int, _ start: WrittenPlace
  ) throws(WrittenError) -> LayerDefinition.Weight {
    let name = try newName("a name for the weight")
    var array = LayerDefinition.Weight.Array.place(number)
    if takeEquals() {
      guard let word = word() else {
        throw error("expected the number of an array of the layer, or its name in the file")
      }
      array = Int(word).map { .place($0) } ?? .name(word)
    }
    let shape = try isAtEnd || text[index] != "(" ? nil : lengths()
    let end = place
    let last = word()
    guard last == nil || last == "frozen", isAtEnd else {
      throw WrittenError(
        shape == nil ? "expected a shape in brackets" : "expected frozen, or the end", end)
    }
    let isFrozen = last != nil
    return LayerDefinition.Weight(
      name: name, array: array, shape: shape, isFrozen: isFrozen, place: start)
  }

  /// `h (units)`.
  mutating func state(_ start: WrittenPlace) throws(WrittenError) -> LayerDefinition.State {
    let name = try newName("a name for the state")
    let at = place
    let lengths = try lengths()
    guard lengths.count == 1, let units = lengths.first, units != .open else {
      throw WrittenError("a state has one length, its units", at)
    }
    try expectEnd()
    return LayerDefinition.State(name: name, units: units, place: start)
  }

  /// `y (None, units)`, either left out.
  mutating func output(_ start: WrittenPlace) throws(WrittenError) -> LayerDefinition.Output {
    let name = word()
    let shape = isAtEnd ? nil : try lengths()
    try expectEnd()
    return LayerDefinition.Output(name: name, shape: shape, place: start)
  }

  private mutating func newName(_ what: String) throws(WrittenError) -> String {
    let start = place
    guard let name = word() else { throw error("expected \(what)") }
    try LineScanner.check(name, start)
    return name
  }

  /// `(8, units, None)`.
  private mutating func lengths() throws(WrittenError) -> [LayerDefinition.Length] {
    guard take("(") else { throw error("expected a shape in brackets") }
    var lengths: [LayerDefinition.Length] = []
    while !take(")") {
      if !lengths.isEmpty, !take(",") { throw error("expected , or ) in a shape") }
      if take(")") { break }
      let start = place
      guard let word = word() else { throw error("expected a length: a number, a word, or None") }
      if let number = Int(word) {
        guard (0...Int(Int32.max)).contains(number) else {
          throw WrittenError("\(word) is no length", start, length: word.count)
        }
        lengths.append(.number(number))
      } else if word == "None" || word == "?" {
        lengths.append(.open)
      } else {
        guard case .name = WordUse(word) else {
          throw WrittenError("\(word.onOneLine) is no word for a length", start, length: word.count)
        }
        lengths.append(.word(word))
      }
    }
    return lengths
  }
}
