/// Takes a terminal's answers out of what is typed: the colour of its background, and what it is.
///
/// ```
/// ESC ] 11 ; rgb:RRRR/GGGG/BBBB BEL      or ended by ESC \
/// ESC [ ? … c
/// ```
/// The second is the last. Everything else are keys.
struct TerminalAnswers {
  /// What the first answer says; nil before it, or where it says nothing that is understood.
  private(set) var ground: Background.Ground?
  /// Whether the last answer has come.
  private(set) var isOver = false
  private var held: [UInt8] = []

  /// No answer is longer.
  private static let longest = 128
  private static let colour = Array("\u{1B}]11;".utf8)
  private static let identity = Array("\u{1B}[?".utf8)

  /// Whether an answer has begun.
  var isInside: Bool { !held.isEmpty }

  /// The keys that the byte completes.
  mutating func take(_ byte: UInt8) -> [UInt8] {
    held.append(byte)
    if isColour {
      let isEnded = byte == 0x07 || held.suffix(2) == [0x1B, 0x5C]
      if isEnded {
        ground = Self.ground(of: held)
        held = []
      }
    } else if isIdentity {
      if byte == UInt8(ascii: "c") {
        isOver = true
        held = []
      }
    } else {
      // An Escape in the middle may begin another one.
      let isEscape = byte == 0x1B && held.count > 1
      let keys = isEscape ? held.dropLast() : held[...]
      held = isEscape ? [byte] : []
      return Array(keys)
    }
    return held.count > Self.longest ? giveUp() : []
  }

  /// What is held was no answer.
  mutating func giveUp() -> [UInt8] {
    defer { held = [] }
    return held
  }

  private var isColour: Bool { Self.begins(held, Self.colour) }

  private var isIdentity: Bool {
    Self.begins(held, Self.identity)
      && held.dropFirst(3).dropLast().allSatisfy { (0x30...0x3B).contains($0) }
      && held.dropFirst(3).last.map { (0x30...0x3B).contains($0) || $0 == UInt8(ascii: "c") }
        ?? true
  }

  /// Whether bytes and the beginning of an answer agree as far as both go.
  private static func begins(_ bytes: [UInt8], _ start: [UInt8]) -> Bool {
    zip(bytes, start).allSatisfy { $0 == $1 }
  }

  /// `rgb:ffff/ffff/ffff`, with one to four digits a colour; `rgba:` says how much shines through as well.
  private static func ground(of answer: [UInt8]) -> Background.Ground? {
    let text = String(decoding: answer.dropFirst(colour.count), as: UTF8.self)
      .prefix { $0 != "\u{7}" && $0 != "\u{1B}" }
    guard let colon = text.firstIndex(of: ":"), text[..<colon].hasPrefix("rgb") else { return nil }
    let shares = text[text.index(after: colon)...].split(separator: "/").compactMap { digits in
      UInt16(digits, radix: 16).map { Double($0) / Double((1 << (4 * digits.count)) - 1) }
    }
    guard shares.count >= 3 else { return nil }
    let colour = RGB(red: shares[0], green: shares[1], blue: shares[2])
    let (black, white) = (RGB(red: 0, green: 0, blue: 0), RGB(red: 1, green: 1, blue: 1))
    return colour.contrast(with: white) >= colour.contrast(with: black) ? .dark : .light
  }
}
