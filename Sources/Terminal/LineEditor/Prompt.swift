/// A prompt with or without colours: the text in the clear, and as libedit wants it.
struct Prompt: Equatable, Sendable {
  /// Two of these enclose what takes no room on the screen.
  static let literal: Unicode.Scalar = "\u{1}"

  /// Without colours.
  private(set) var text = ""
  /// With every colour between two `literal`s.
  private(set) var marked = ""

  init(_ prompt: String) {
    for piece in EscapeSequences(prompt) {
      switch piece {
      case .text(let text):
        self.text += text
        marked += text
      case .escape(let sequence):
        marked += "\(Self.literal)\(sequence)\(Self.literal)"
      }
    }
    // libedit hangs a colour on the character after it: there must be one.
    if marked.unicodeScalars.last == Self.literal {
      text += " "
      marked += " "
    }
  }
}
