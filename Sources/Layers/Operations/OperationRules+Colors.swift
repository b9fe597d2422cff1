import Equations
import Terms

/// Colours of images.
extension OperationRules {
  static let colors = [
    OperationRule("RGBToHSV", tf: ["image.rgb_to_hsv"]) { call in
      let parts = try call.colorChannels()
      let (r, g, b) = (parts[0], parts[1], parts[2])
      let V = try call.eq("V", .maximum(r, .maximum(g, b)), "the value")
      let least = try call.eq("least", .minimum(b, .minimum(g, r)), "the least colour")
      let range = try call.eq("range", V - least, "how far the colours are apart")
      // The slope is TensorFlow's: that of a colour of 0 is none, nor is there one of a grey's hue.
      let isLight = Term.apply(Greater(), [V, 0])
      let own = Term.select(.apply(Greater(), [least, 0]), least, least(StopGradient()))
      let S = Term.select(isLight, (V - own) / .select(isLight, V, 1), 0)
      let isColoured = Term.apply(Greater(), [range, 0])
      let unit = 1 / (6 * .select(isColoured, range, 1))
      let fromRed = unit * (g - b)
      let fromGreen = unit * (b - r) + .number(2.0 / 6)
      let fromBlue = unit * (r - g) + .number(4.0 / 6)
      let isGreen = Term.apply(Equal(), [g, V])
      let turned = Term.select(
        .apply(Equal(), [r, V]), fromRed, .select(isGreen, fromGreen, fromBlue))
      let hue = try call.eq(
        "h", .select(isColoured, .select(isLight, turned, turned(StopGradient())), 0),
        "the hue, which may be below 0")
      return .apply(Concatenate(), [.select(.apply(Less(), [hue, 0]), hue + 1, hue), S, V])
    }
    .being(.turnsChannels),
    OperationRule("HSVToRGB", tf: ["image.hsv_to_rgb"]) { call in
      let parts = try call.colorChannels()
      let (h, s, v) = (6 * parts[0], parts[1], parts[2])
      func within(_ term: Term) -> Term { .minimum(.maximum(term, 0), 1) }
      let red = within((h - 3)(Abs()) - 1)
      let green = within(2 - (h - 2)(Abs()))
      let blue = within(2 - (h - 4)(Abs()))
      let white = 1 - s
      return .apply(Concatenate(), [red, green, blue].map { (white + s * $0) * v })
    }
    .being(.turnsChannels),
  ]
}
