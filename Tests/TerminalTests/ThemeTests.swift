import Terminal
import TestSupport
import Testing

/// Every colour is readable, and told apart, by its numbers.
struct ThemeTests {
  /// Grounds that terminals have: black and white, and those of usual settings.
  private static let dark = [0x000000, 0x1E1E1E, 0x282C34, 0x002B36, 0x300A24].map(RGB.init(hex:))
  private static let light = [0xFFFFFF, 0xFDF6E3, 0xEEEEEE].map(RGB.init(hex:))

  private static func demand(_ theme: Theme) -> (grounds: [RGB], contrast: Double) {
    switch theme {
    case .dark: (dark, 4.5)
    case .light: (light, 4.5)
    case .darkContrast: ([dark[0]], 7)
    case .lightContrast: ([light[0]], 7)
    case .either, .plain: ([dark[0], light[0]], 4.5)
    }
  }

  @Test(arguments: Theme.allCases, Style.Mark.allCases)
  func everyMarkIsReadable(theme: Theme, mark: Style.Mark) throws {
    guard let number = theme.pen(mark).colour else { return }
    let colour = try #require(RGB(palette: number), "\(number) is whatever the terminal says")
    let (grounds, contrast) = Self.demand(theme)
    for ground in grounds {
      #expect(colour.contrast(with: ground) >= contrast, "\(mark) in \(theme): \(number)")
    }
  }

  /// What has a meaning of its own has a colour in every theme that has colours.
  @Test(arguments: Theme.allCases.filter { $0 != .plain })
  func everyMeaningHasAColour(theme: Theme) {
    let marks = Style.Mark.allCases.filter {
      ![.plain, .name, .number, .strong, .open].contains($0)
    }
    for mark in marks { #expect(theme.pen(mark).colour != nil, "\(mark)") }
    #expect(Style.Mark.allCases.allSatisfy { Theme.plain.pen($0).colour == nil })
  }

  /// Gates differ for every kind of colour vision, and so do what is right and what is wrong.
  @Test(arguments: Theme.allCases.filter { $0 != .plain }, Vision.allCases)
  func coloursAreToldApart(theme: Theme, vision: Vision) throws {
    let gates: [Style.Mark] = (0..<4).map { .gate($0) }
    let pairs =
      gates.flatMap { a in gates.filter { $0.rawValue > a.rawValue }.map { (a, $0) } }
      + [(.good, .bad)]
    for (a, b) in pairs {
      let (one, other) = (theme.pen(a), theme.pen(b))
      if one.isUnderlined != other.isUnderlined { continue }
      let colours = try [one, other].map { pen in
        try #require(pen.colour.flatMap { RGB(palette: $0) })
      }
      let distance = vision.lab(colours[0].linear).distance(to: vision.lab(colours[1].linear))
      #expect(distance > 20, "\(a) and \(b) in \(theme), \(vision): \(distance)")
    }
  }

  /// What is offered is told from what is typed without colours too, and so is what is wrong in it.
  @Test func aLineIsReadWithoutColours() {
    let marks: [Style.Mark] = [.plain, .offer, .slip]
    #expect(Set(marks.map { Theme.colourless($0).code }) == ["", "2", "4"])
    #expect(Set(marks.map { Theme.plain.pen($0).code }).count == marks.count)
    #expect(Style.Mark.allCases.allSatisfy { Theme.colourless($0).colour == nil })
  }

  @Test func aChoiceFollowsTheGround() {
    #expect(Theme.Choice.auto.theme(on: .dark) == .dark)
    #expect(Theme.Choice.auto.theme(on: .light) == .light)
    #expect(Theme.Choice.auto.theme(on: nil) == .either)
    #expect(Theme.Choice.contrast.theme(on: .light) == .lightContrast)
    #expect(Theme.Choice.contrast.theme(on: nil) == .plain)
    #expect(Theme.Choice.dark.theme(on: .light) == .dark)
  }

  /// Inside a mark another one may stand; behind it the outer one goes on.
  @Test func marksStandInsideEachOther() {
    let style = Style(usesColour: true, usesASCII: false, theme: .dark)
    let text = ("C = " + "f".marked(.gate(1)) + " ⊙ C₋₁").marked(.strong) + " and"
    #expect(
      style.rendered(text)
        == "\u{1B}[1mC = \u{1B}[38;5;172mf\u{1B}[0m\u{1B}[1m ⊙ C₋₁\u{1B}[0m and")
    #expect(style.rendered("7".painted(16, on: 220)) == "\u{1B}[48;5;220m\u{1B}[38;5;16m7\u{1B}[0m")
    let plain = Style(usesColour: true, usesASCII: false, theme: .plain)
    #expect(plain.rendered("f".marked(.gate(1)) + "g".marked(.note)) == "fg")
  }
}

extension RGB {
  fileprivate init(hex: Int) {
    func share(_ shift: Int) -> Double { Double(hex >> shift & 0xFF) / 255 }
    self.init(red: share(16), green: share(8), blue: share(0))
  }
}
