/// Turns the text of a pattern into states.
struct PatternReader {
  private let source: String
  private let text: [Character]
  private var place = 0
  private var depth = 0

  /// The most letters of a pattern, and the most states that it may become.
  private static let longest = 300
  private static let mostStates = 5000
  private static let deepest = 50
  private static let mostTimes = 100

  init(_ source: String) {
    self.source = source
    text = Array(source)
  }

  mutating func run() throws(PatternError) -> [Pattern.State] {
    guard text.count <= Self.longest else {
      throw error("a pattern has \(Self.longest) letters at most", at: 0)
    }
    guard !text.isEmpty else { throw error("there is nothing to look for", at: 0) }
    let states = try alternatives()
    if place < text.count { throw error("there is no ( to this )") }
    return states + [.found]
  }

  private var next: Character? { place < text.count ? text[place] : nil }

  private func error(_ reason: String, at place: Int? = nil) -> PatternError {
    PatternError(source: source, place: place ?? self.place, reason: reason)
  }

  // MARK: Parts; each is a list of states that is left at its end

  /// `a|b`.
  private mutating func alternatives() throws(PatternError) -> [Pattern.State] {
    var result = try sequence()
    while next == "|" {
      place += 1
      let other = try sequence()
      result =
        [.either(1, result.count + 2)] + PatternReader.moved(result, by: 1)
        + [.jump(result.count + 2 + other.count)]
        + PatternReader.moved(other, by: result.count + 2)
    }
    return result
  }

  private mutating func sequence() throws(PatternError) -> [Pattern.State] {
    var result: [Pattern.State] = []
    while let letter = next, letter != "|", letter != ")" {
      let one = try repeated(try atom())
      guard result.count + one.count <= Self.mostStates else {
        throw error("the pattern is too large")
      }
      result += PatternReader.moved(one, by: result.count)
    }
    return result
  }

  /// `a*`, `a+`, `a?`, `a{2,5}`.
  private mutating func repeated(
    _ part: [Pattern.State]
  ) throws(PatternError) -> [Pattern.State] {
    var result = part
    while let sign = next, "*+?{".contains(sign) {
      let start = place
      place += 1
      let (least, most) = try times(sign, start)
      guard result.count * max(most ?? least, 1) < Self.mostStates else {
        throw error("this is too large when repeated so often", at: start)
      }
      result = PatternReader.times(result, least, most)
      // As few as possible finds the same places.
      if next == "?" { place += 1 }
    }
    return result
  }

  private mutating func times(
    _ sign: Character, _ start: Int
  ) throws(PatternError) -> (least: Int, most: Int?) {
    switch sign {
    case "*": return (0, nil)
    case "+": return (1, nil)
    case "?": return (0, 1)
    default: break
    }
    let least = number()
    var most = least
    if next == "," {
      place += 1
      most = number()
    }
    guard let least, next == "}" else { throw error("a count is {2} or {2,5}", at: start) }
    place += 1
    guard most.map({ $0 >= least }) ?? true, max(least, most ?? 0) <= Self.mostTimes else {
      throw error("a count goes up, and to \(Self.mostTimes) at most", at: start)
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let letter = next, ("0"..."9").contains(letter), digits.count < 6 {
      digits.append(letter)
      place += 1
    }
    return Int(digits)
  }

  private static func times(
    _ part: [Pattern.State], _ least: Int, _ most: Int?
  ) -> [Pattern.State] {
    var result: [Pattern.State] = []
    for _ in 0..<least { result += moved(part, by: result.count) }
    if let most {
      for _ in least..<most {
        let start = result.count
        result += [.either(start + 1, start + 1 + part.count)] + moved(part, by: start + 1)
      }
    } else {
      let start = result.count
      result += [.either(start + 1, start + 2 + part.count)] + moved(part, by: start + 1)
      result.append(.jump(start))
    }
    return result
  }

  /// States that go to others further on in the list.
  private static func moved(_ states: [Pattern.State], by offset: Int) -> [Pattern.State] {
    states.map { state in
      switch state {
      case .either(let first, let second): .either(first + offset, second + offset)
      case .jump(let next): .jump(next + offset)
      default: state
      }
    }
  }

  private mutating func atom() throws(PatternError) -> [Pattern.State] {
    guard let letter = next else { return [] }
    let start = place
    place += 1
    switch letter {
    case "(":
      depth += 1
      guard depth <= Self.deepest else { throw error("too many brackets in brackets", at: start) }
      let inside = try alternatives()
      guard next == ")" else { throw error("the bracket is not closed", at: start) }
      place += 1
      depth -= 1
      return inside
    case "[": return [.letter(try choice(start))]
    case ".": return [.letter(Pattern.Letters(isInverted: true))]
    case "^": return [.start]
    case "$": return [.end]
    case "*", "+", "?", "{": throw error("there is nothing to repeat before \(letter)", at: start)
    case "\\": return [.letter(try escaped(start))]
    default: return [.letter(Pattern.Letters(ranges: [letter...letter]))]
    }
  }

  /// `\d`, `\.`.
  private mutating func escaped(_ start: Int) throws(PatternError) -> Pattern.Letters {
    guard let letter = next else { throw error("a letter is missing after \\", at: start) }
    place += 1
    var letters = Pattern.Letters(isInverted: letter.isUppercase)
    switch letter.lowercased() {
    case "d": letters.ranges = ["0"..."9"]
    case "w": letters.ranges = ["a"..."z", "A"..."Z", "0"..."9", "_"..."_"]
    case "s": letters.ranges = [" "..." ", "\t"..."\t"]
    default:
      guard !letter.isLetter, !letter.isNumber else {
        throw error("\\\(letter) is not known; \\d, \\w and \\s are", at: start)
      }
      letters = Pattern.Letters(ranges: [letter...letter])
    }
    return letters
  }

  /// `[a-z_]`, `[^0-9]`.
  private mutating func choice(_ start: Int) throws(PatternError) -> Pattern.Letters {
    var letters = Pattern.Letters()
    if next == "^" {
      letters.isInverted = true
      place += 1
    }
    var isFirst = true
    while let letter = next, letter != "]" || isFirst {
      isFirst = false
      let here = place
      place += 1
      if letter == "\\" {
        let inside = try escaped(here)
        guard !inside.isInverted else {
          throw error("this cannot stand in square brackets", at: here)
        }
        letters.ranges += inside.ranges
      } else if next == "-", place + 1 < text.count, text[place + 1] != "]" {
        let last = text[place + 1]
        guard letter <= last else { throw error("a range goes up", at: here) }
        place += 2
        letters.ranges.append(letter...last)
      } else {
        letters.ranges.append(letter...letter)
      }
    }
    guard next == "]" else { throw error("the bracket is not closed", at: start) }
    place += 1
    return letters
  }
}
