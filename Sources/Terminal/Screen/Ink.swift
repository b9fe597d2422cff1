/// How a cell looks beside its letter: what sequences `ESC [ … m` say, taken together.
package struct Ink: Hashable, Sendable {
  /// A colour as it is asked for; nil is the terminal's own.
  enum Colour: Hashable, Sendable {
    /// Of the sixteen, by the code of the ink: 30…37 and 90…97.
    case named(UInt8)
    case palette(UInt8)
    case exact(UInt8, UInt8, UInt8)
  }

  /// A bit for each of bold, dim, italic, underlined and reversed, by the code that asks for it.
  private var attributes: UInt8 = 0
  private var letter, ground: Colour?

  package init() {}

  /// The same with letter and ground exchanged, as what a cursor stands on.
  package var reversed: Ink {
    var ink = self
    ink.attributes ^= 1 << 7
    return ink
  }

  package var dimmed: Ink {
    var ink = self
    ink.attributes |= 1 << 2
    return ink
  }

  /// Takes one sequence into account: `ESC [ 1 ; 36 m`. What is no colour is passed over.
  mutating func apply(_ sequence: String) {
    guard sequence.hasPrefix("\u{1B}["), sequence.hasSuffix("m") else { return }
    let codes = sequence.dropFirst(2).dropLast()
      .split(separator: ";", omittingEmptySubsequences: false).map { UInt8($0) ?? 0 }
    var rest = codes[...]
    while let code = rest.popFirst() { apply(code, &rest) }
  }

  private mutating func apply(_ code: UInt8, _ rest: inout ArraySlice<UInt8>) {
    switch code {
    case 0: self = Ink()
    case 1, 2, 3, 4, 7: attributes |= 1 << code
    case 22: attributes &= ~(1 << 1 | 1 << 2)
    case 23, 24, 27: attributes &= ~(1 << (code - 20))
    case 30...37, 90...97: letter = .named(code)
    case 40...47, 100...107: ground = .named(code - 10)
    case 38: letter = Ink.colour(&rest)
    case 48: ground = Ink.colour(&rest)
    case 39: letter = nil
    case 49: ground = nil
    default: break
    }
  }

  /// `5;208` or `2;255;128;0` behind 38 and 48.
  private static func colour(_ rest: inout ArraySlice<UInt8>) -> Colour? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map(Colour.palette)
    case 2:
      guard let red = rest.popFirst(), let green = rest.popFirst(), let blue = rest.popFirst()
      else { return nil }
      return .exact(red, green, blue)
    default: return nil
    }
  }

  /// What makes a terminal write so, whatever it wrote in before.
  package var sequence: String {
    var codes = ["0"]
    for code in [1, 2, 3, 4, 7] where attributes & (1 << code) != 0 { codes.append("\(code)") }
    if let letter { codes.append(Ink.code(letter, base: 0)) }
    if let ground { codes.append(Ink.code(ground, base: 10)) }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private static func code(_ colour: Colour, base: UInt8) -> String {
    switch colour {
    case .named(let code): "\(code + base)"
    case .palette(let number): "\(38 + base);5;\(number)"
    case .exact(let red, let green, let blue): "\(38 + base);2;\(red);\(green);\(blue)"
    }
  }
}
