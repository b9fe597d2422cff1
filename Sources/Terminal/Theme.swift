/// Which colour a mark has: every one is readable on the ground that its theme is for, and those of gates
/// can be told apart whatever colours a person sees.
///
/// Colours are numbers of the palette of 256 from 16 on, which no terminal's settings change.
package enum Theme: CaseIterable, Sendable {
  case dark, light
  /// As light or dark as letters can be, on either ground.
  case darkContrast, lightContrast
  /// Readable on black and on white, for a ground that is not known.
  case either
  /// No colours: bold alone.
  case plain

  /// What a person asks for.
  package enum Choice: String, CaseIterable, Sendable {
    case auto, dark, light, contrast, plain

    /// The theme for this terminal, as far as it is known.
    package var here: Theme {
      Terminal.hasPalette ? theme(on: Background.ground) : .plain
    }

    /// The theme for a ground; nil where nobody knows it.
    package func theme(on ground: Background.Ground?) -> Theme {
      switch (self, ground) {
      case (.dark, _), (.auto, .dark): .dark
      case (.light, _), (.auto, .light): .light
      case (.auto, nil): .either
      case (.contrast, .dark): .darkContrast
      case (.contrast, .light): .lightContrast
      // No colour is far from both black and white.
      case (.contrast, nil), (.plain, _): .plain
      }
    }
  }

  /// How a mark is written: a colour of the palette, nil for the terminal's own; bold, underlined, faint.
  package struct Pen: Hashable, Sendable {
    package var colour: UInt8?
    package var isBold = false
    package var isUnderlined = false
    package var isFaint = false

    /// What stands in `ESC [ … m`; empty where nothing is changed.
    package var code: String {
      let codes = [
        isBold ? "1" : nil, isFaint ? "2" : nil, isUnderlined ? "4" : nil,
        colour.map { "38;5;\($0)" },
      ]
      return codes.compactMap { $0 }.joined(separator: ";")
    }
  }

  /// What tells a mark apart where colours are not wanted: only a line that is being typed needs it.
  package static func colourless(_ mark: Style.Mark) -> Pen {
    switch mark {
    case .offer: Pen(isFaint: true)
    case .slip, .open: Pen(isUnderlined: true)
    default: Pen()
    }
  }

  package func pen(_ mark: Style.Mark) -> Pen {
    switch mark {
    case .plain, .number: Pen()
    case .name, .strong: Pen(isBold: true)
    case .prompt: Pen(colour: colours?.prompt, isBold: true)
    case .place: Pen(colour: colours?.place)
    case .note: Pen(colour: colours?.note)
    case .dim: Pen(colour: colours?.dim)
    case .good: Pen(colour: colours?.good)
    case .bad: Pen(colour: colours?.bad, isBold: colours == nil)
    case .gate1: gate(0)
    case .gate2: gate(1)
    case .gate3: gate(2)
    case .gate4: gate(3)
    case .offer: Pen(colour: colours?.offer, isFaint: colours == nil)
    case .slip: Pen(colour: colours?.bad, isUnderlined: true)
    case .open: Pen(isBold: true, isUnderlined: true)
    }
  }

  private func gate(_ index: Int) -> Pen {
    guard let colours else { return Pen() }
    // Only three colours are readable on black and white and told apart by everybody.
    if index == 3, colours.gates.count == 3 {
      return Pen(colour: colours.gates[0], isUnderlined: true)
    }
    return Pen(colour: colours.gates[index])
  }

  private struct Colours {
    let place, note, dim, offer, good, bad, prompt: UInt8
    let gates: [UInt8]
  }

  private var colours: Colours? {
    switch self {
    case .dark:
      Colours(
        place: 110, note: 182, dim: 248, offer: 246, good: 79, bad: 209, prompt: 114,
        gates: [51, 172, 229, 105])
    case .light:
      Colours(
        place: 25, note: 95, dim: 241, offer: 242, good: 23, bad: 124, prompt: 22,
        gates: [20, 94, 23, 127])
    case .darkContrast:
      Colours(
        place: 117, note: 225, dim: 250, offer: 247, good: 122, bad: 216, prompt: 157,
        gates: [227, 203, 122, 213])
    case .lightContrast:
      Colours(
        place: 18, note: 53, dim: 238, offer: 240, good: 23, bad: 88, prompt: 22,
        gates: [125, 17, 22, 57])
    case .either:
      Colours(
        place: 63, note: 98, dim: 243, offer: 243, good: 29, bad: 163, prompt: 29,
        gates: [63, 131, 163])
    case .plain: nil
    }
  }
}
