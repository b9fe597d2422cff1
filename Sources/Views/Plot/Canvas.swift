/// A grid of letters that lines are drawn on: eight dots a letter, or one star in ASCII.
///
/// Places are shares, 0…1, of the width and of the height from the top.
struct Canvas {
  let rows, columns: Int
  private let usesASCII: Bool
  private var dots: [UInt8]
  private var marks: [Int: Character] = [:]

  init(_ rows: Int, _ columns: Int, usesASCII: Bool) {
    (self.rows, self.columns, self.usesASCII) = (rows, columns, usesASCII)
    dots = [UInt8](repeating: 0, count: rows * columns)
  }

  /// Dots in a letter.
  private var fine: (across: Int, down: Int) { usesASCII ? (1, 1) : (2, 4) }

  func row(_ y: Double) -> Int { dot(y, rows * fine.down) / fine.down }
  func column(_ x: Double) -> Int { dot(x, columns * fine.across) / fine.across }

  private func dot(_ share: Double, _ count: Int) -> Int {
    Int((min(max(share, 0), 1) * Double(count - 1)).rounded())
  }

  mutating func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) {
    let (wide, tall) = (columns * fine.across, rows * fine.down)
    let (x0, y0) = (dot(start.x, wide), dot(start.y, tall))
    let (x1, y1) = (dot(end.x, wide), dot(end.y, tall))
    let steps = max(abs(x1 - x0), abs(y1 - y0))
    for step in 0...steps {
      let share = steps == 0 ? 0 : Double(step) / Double(steps)
      set(
        x0 + Int((Double(x1 - x0) * share).rounded()), y0 + Int((Double(y1 - y0) * share).rounded())
      )
    }
  }

  /// The bits of Braille: two columns of four dots.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  private mutating func set(_ x: Int, _ y: Int) {
    let cell = y / fine.down * columns + x / fine.across
    dots[cell] |= usesASCII ? 1 : Canvas.bits[y % 4][x % 2]
  }

  /// A letter in the place of dots.
  mutating func mark(_ x: Double, _ y: Double, _ letter: Character) {
    marks[row(y) * columns + column(x)] = letter
  }

  var lines: [String] {
    (0..<rows).map { row in
      var line = ""
      for column in 0..<columns { line.append(letter(row * columns + column)) }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func letter(_ cell: Int) -> Character {
    if let mark = marks[cell] { return mark }
    if dots[cell] == 0 { return " " }
    if usesASCII { return "." }
    return Unicode.Scalar(0x2800 + UInt32(dots[cell])).map(Character.init) ?? " "
  }
}
