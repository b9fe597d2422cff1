/// What a mistake is called, `L01`, and how it stands among the others; its file declares both.
///
/// A name by itself is that of a mistake which people are known to make.
struct MistakeName: ExpressibleByStringLiteral, Sendable {
  let text: String
  let standing: Slip.Standing
  /// Whether it is tried together with others, too.
  private(set) var isPaired: Bool
  /// Whether it changes so little that a right number may lie near what it gives.
  private(set) var isSubtle = false
  /// What it is one with: the same mistake in another size, `ε`. Its own name where there are none such.
  private(set) var kin: String

  private init(_ text: String, _ standing: Slip.Standing, isPaired: Bool = true) {
    kin = text
    self.text = text
    self.standing = standing
    self.isPaired = isPaired
  }

  init(stringLiteral text: String) { self.init(text, .known) }

  /// A mistake that people are known to make.
  static func known(_ text: String) -> MistakeName { MistakeName(text, .known) }

  /// A mistake that people may make as well.
  static func possible(_ text: String) -> MistakeName { MistakeName(text, .possible) }

  /// A rule for any equation, which is asked when no mistake of a layer fits; never one of a pair.
  static func general(_ text: String) -> MistakeName {
    MistakeName(text, .general, isPaired: false)
  }

  /// The same, tried by itself alone: one of many orders of the same blocks, say.
  var unpaired: MistakeName {
    var name = self
    name.isPaired = false
    return name
  }

  /// The same as one of several that are one mistake in another size: where all of those give the numbers, it is told as one.
  func kin(_ kin: String) -> MistakeName {
    var name = self
    name.kin = kin
    return name
  }

  /// The same, tried by itself where the numbers are not right within what rounding does.
  var subtle: MistakeName {
    var name = unpaired
    name.isSubtle = true
    return name
  }
}

extension Slip {
  /// Whether all of it is a mistake of training, which are those called T01, T02, ….
  var isOfTraining: Bool { names.allSatisfy { $0.hasPrefix("T") } }

  /// How well known a mistake is: of those that fit, what people do is said first.
  enum Standing: Sendable {
    /// People are known to do it.
    case known
    /// They may do it as well.
    case possible
    /// A rule of thumb, which holds for every equation.
    case general

    /// What is said first has the lower one.
    var rank: Int { self == .known ? 0 : 1 }
  }
}
