/// What a word means to expressions already, so that it names no variable.
package enum WordUse: Sendable, Equatable {
  /// Free: a letter, then letters, digits and `_`.
  case name
  /// No word at all, or one that goes on with other signs.
  case malformed
  /// `and`, `pi`, `np`.
  case reserved
  /// A function, with how it is called.
  case function(usage: String)

  package init(_ word: String) {
    guard let first = word.first, first.startsName, first != "√",
      word.allSatisfy(\.continuesName), word.count <= WordUse.longest
    else {
      self = .malformed
      return
    }
    if Operators.reserved.contains(word) || Parser.isReserved(word) {
      self = .reserved
    } else if let usage = Functions.usage(of: word) {
      self = .function(usage: usage)
    } else {
      self = Functions.facts.contains(word) ? .function(usage: "\(word)(x)") : .name
    }
  }

  private static let longest = 100
}
