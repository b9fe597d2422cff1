/// `grad(output[0], x)`: told what to derive, not its numbers, so that its arguments are texts.
struct GradientCall {
  static let name = "grad"
  static let usage = "grad(of, by)"
  private static let operands = ["of", "by"]

  let of: String
  let by: String

  /// Throws where the arguments are others than two.
  init(
    _ arguments: [Syntax.Argument], _ node: Syntax, in source: String
  ) throws(ExpressionError) {
    func error(_ range: Range<Int>, _ problem: ExpressionError.Problem) -> ExpressionError {
      ExpressionError(source: source, range: range, problem: problem)
    }
    let usage = GradientCall.usage
    if let name = arguments.lazy.compactMap(\.name).first {
      throw error(name.range, .unknownOption(name.text, usage: usage))
    }
    guard arguments.count >= 2 else {
      let missing = GradientCall.operands[arguments.count]
      throw error(node.range, .missingArgument(missing, usage: usage))
    }
    guard arguments.count == 2 else { throw error(node.range, .tooManyArguments(usage: usage)) }
    let texts = arguments.map { argument in
      let range = argument.value.range
      return String(source.dropFirst(range.lowerBound).prefix(range.count))
    }
    (of, by) = (texts[0], texts[1])
  }

  /// Where no gradient is known.
  static let nowhere = Unavailable(
    "a gradient is of what a model computes, and cannot stand here",
    hint: "grad output[0] wrt x asks for one at the prompt")
}
