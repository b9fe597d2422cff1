import Debugging
import Models
import Tensors
import Terminal

/// `grad output[1] wrt x`: a gradient without a target.
struct GradCommand: Command {
  let names = ["grad"]
  let group = CommandGroup.looking
  let reach = Reach.changes
  let summary = "show how much a number changes with each number of a value: its gradient"
  let usage = ["grad EXPRESSION wrt VALUE", "grad -a EXPRESSION wrt VALUE"]
  let example = [
    "open lstm", "feed ones", "grad output[1] wrt x", "grad lstm@2.h[0] wrt lstm@0.h",
    "plot grad(output[1], lstm.h)",
  ]
  let details = """
    EXPRESSION is one number made of values of the walk: output[1], sum(square(dense.z)), loss.L once \
    there is a target. VALUE is an input, a weight, or what an equation computes, here or anywhere, in \
    one timestep (lstm@0.h) or in all (lstm.h), or a part of it (dense.W[0, 1]). It is computed by \
    equations, back from the number, as those behind a target are; one need not have walked there. \
    Of a batch the number is that of the sample in focus. What jumps (argmax, a comparison) has no \
    slope and hands nothing back. In expressions it is a function: let g = grad(output[1], x), \
    p norm(grad(output[1], x)). The value is kept as $1, $2, …; -a prints all of it.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    var text = arguments
    let all = text == "-a" || text.hasPrefix("-a ")
    if all { text = String(text.dropFirst(2)).trimmed }
    let (number, value) = try GradCommand.sides(of: text)
    let (session, machine) = try console.requireMachine()
    let expression = try console.expression(number)
    let variable = try console.expression(value)
    let slope = try Scope(console.debugger).slope(of: expression, by: variable)
    guard let slope else { return }
    let known = NumberFormat.exact(slope.number.elements.first ?? .nan, slope.number.dtype)
    let sample = session.feed?.isBatch == true ? " in sample \(session.sample)" : ""
    let (of, by) = slope.isOfSample ? (sample, "") : ("", slope.isBySample ? sample : "")
    let place = try? machine.lookup(value, sample: session.sample).place
    let full = place.map { $0 == value ? "" : ", which is \($0.visible) here" } ?? ""
    let head =
      "\(number.visible) = \(known)\(of); its slope along each number of \(value.visible)\(by)\(full):"
    console.output.lines(console.prose(head, .dim))
    console.keep(slope.gradient, showsAll: all || value.contains("["))
    guard !slope.isReached else { return }
    let reason =
      "\(number.visible) does not depend on \(value.visible), or only by what jumps (argmax, a comparison)"
    console.output.lines(console.prose(reason))
  }

  /// What stands before and behind the last `wrt`.
  private static func sides(of text: String) throws -> (number: String, value: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let word = words.last(where: { $0 == "wrt" }) else {
      throw CommandError(
        text.isEmpty
          ? "grad needs a number and a value" : "grad needs to know by which value: wrt VALUE",
        hint: "grad output[0] wrt x")
    }
    let sides = (
      number: String(text[..<word.startIndex]).trimmed,
      value: String(text[word.endIndex...]).trimmed
    )
    guard !sides.number.isEmpty, !sides.value.isEmpty else {
      throw CommandError(
        sides.number.isEmpty ? "a number is missing before wrt" : "a value is missing behind wrt",
        hint: "grad output[0] wrt x")
    }
    return sides
  }
}
