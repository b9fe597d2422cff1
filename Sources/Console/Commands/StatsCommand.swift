import Debugging
import Equations
import Expressions
import Tensors
import Terminal
import Terms
import Views

/// `stats lstm.f`: what the numbers of a value are like.
struct StatsCommand: Command {
  let names = ["stats"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "tell what numbers are like: range, mean, norm, zeros, NaN, saturated, dead"
  let usage = ["stats NAME", "stats EXPRESSION"]
  let example = ["samples", "continue", "stats dense.a", "stats dense.W"]
  let details = """
    std is the deviation from the mean, norm the root of the sum of squares. Of a σ or a tanh it is \
    told how many numbers lie within 1e-3 of the bounds, where their slope is next to 0: they are \
    saturated. Of a relu it is told which units were above 0 in no sample and no timestep so far: \
    for these inputs they are dead.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("stats needs a value", hint: "stats W, stats abs(x @ W)")
    }
    let expression = try console.expression(arguments)
    let tensor = try console.debugger.evaluate(expression)
    guard tensor.dtype != .string else {
      throw CommandError(
        "\(arguments.visible) is text, and stats tells of numbers", hint: "p \(arguments.visible)")
    }
    let type = "\(tensor.shape) \(tensor.dtype.rawValue)".marked(.dim)
    let statistics = try Statistics(tensor)
    console.output.line("\(arguments.visible)  \(type)")
    guard tensor.count > 0 else { return console.output.line("  no numbers") }
    let writer = try writer(of: arguments, console)
    let function = expression.outermostFunction ?? writer?.term.outermostFunction
    let room = console.presentation.room
    console.output.lines(StatsCommand.lines(statistics, console.settings.format, room))
    console.output.lines(
      StatsCommand.saturation(tensor, function).flatMap { $0.wrapped(after: "  ", to: room) })
    if let writer { console.output.lines(try dead(writer, console)) }
  }

  // MARK: Of any numbers

  private static func lines(
    _ statistics: Statistics, _ format: NumberFormat, _ room: Int
  ) -> [String] {
    let numbers = [
      ("min", statistics.minimum), ("mean", statistics.mean), ("max", statistics.maximum),
      ("std", statistics.deviation), ("norm", statistics.norm),
    ]
    let facts = numbers.map { "\($0) \(format.scalar($1))" }
    let odd = [
      ("zero", statistics.zeros), ("NaN", statistics.notNumbers),
      ("infinite", statistics.infinities),
    ]
    let counts = odd.map { "\($1) \($0)" }.joined(separator: ", ")
    let isOdd = statistics.notNumbers + statistics.infinities > 0
    let line = "  " + facts.joined(separator: "  ")
    let parts = [facts.prefix(3), facts.dropFirst(3)].map { "  " + $0.joined(separator: "  ") }
    let text =
      "\(statistics.count) \(statistics.count == 1 ? "number" : "numbers"): \(counts)"
      + (isOdd ? "; the line above is of the others" : "")
    return (line.columns > room ? parts : [line]) + text.wrapped(after: "  ", to: room)
  }

  /// The functions that end in bounds, by their names.
  private static let bounds: [String: ClosedRange<Double>] = [
    "sigmoid": 0...1, "σ": 0...1, "hard_sigmoid": 0...1, "hard_sigmoid_2": 0...1, "tanh": -1...1,
  ]

  private static func saturation(_ tensor: Tensor, _ function: String?) -> [String] {
    guard let function, let bounds = bounds[function] else { return [] }
    let (low, high) = Statistics.saturated(tensor, bounds)
    var format = NumberFormat()
    format.precision = 1
    let share = format.scalar(100 * Double(low + high) / Double(tensor.count))
    let ends = "\(low) near \(Int(bounds.lowerBound)), \(high) near \(Int(bounds.upperBound))"
    return ["saturated (\(function)): \(low + high) of \(tensor.count), \(share) %: \(ends)"]
  }

  // MARK: Of a relu

  /// The equation that writes the value that a word names; nil where it names none.
  private func writer(of word: String, _ console: Console) throws -> Equation? {
    guard Scope(console.debugger).isValue(word), let machine = console.session?.machine,
      case .equation(let id, _, _) = try machine.provenance(
        of: word, in: console.debugger.selectedFrame
      ).origin
    else { return nil }
    return machine.program.equations[id]
  }

  private func dead(_ writer: Equation, _ console: Console) throws -> [String] {
    guard let function = writer.term.outermostFunction, ["relu", "relu6"].contains(function),
      let machine = console.session?.machine, let dead = try machine.deadUnits(of: writer.result)
    else { return [] }
    let samples = dead.samples == 1 ? "1 sample" : "\(dead.samples) samples"
    let times = dead.timesteps == 1 ? samples : "\(samples) and \(dead.timesteps) timesteps"
    let units = dead.units.prefix(16).map(String.init).joined(separator: ", ")
    let list = dead.units.isEmpty ? "" : ": \(units)\(dead.units.count > 16 ? ", …" : "")"
    let text = "\(dead.units.count) of \(dead.count) units never > 0 in \(times)\(list)"
    return text.wrapped(after: "  dead (\(function)): ", to: console.width)
  }
}
