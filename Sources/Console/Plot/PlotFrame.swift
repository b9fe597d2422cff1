import Tensors

/// What a picture may take up, and how its numbers and colours are written.
struct PlotFrame {
  let width, height: Int
  let format: NumberFormat
  let palette: Palette

  init(_ console: Console, showsAll: Bool = false) {
    width = max(console.width, 24)
    // The prompt and the line that was typed stay on the screen.
    height = showsAll ? .max / 2 : max(console.height - 2, 8)
    format = console.settings.format
    palette = Palette(
      usesColour: console.output.style.usesColour && Terminal.hasPalette,
      usesASCII: console.settings.ascii)
  }

  func number(_ value: Double) -> String { format.scalar(value) }
}
