import Checks
import Debugging
import Equations
import Models
import Tensors
import Terminal

/// `expect 0.9984334`: whether the output is what was seen in Keras.
struct ExpectCommand: Command {
  let names = ["expect"]
  let group = CommandGroup.looking
  let reach: Reach = [.walks, .readsFiles]
  let summary = "compare the output with what you saw in Keras"
  let usage = ["expect EXPRESSION", "expect FILE"]
  let example = ["feed [0, 1]", "expect 0.998"]
  let details = """
    Runs to the end if need be. Numbers agree when they differ by no more than \(Tolerance.usual(of: "value")), \
    than the digits that were typed allow (0.998 fits 0.9984334), or than rounding explains, as \
    float64 shows. FILE is .npy, .npz (data.npz:y0 \
    takes one array), .csv or .json. In a script a difference ends it.
    """
  let completion = Completion.Kind.file

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !arguments.isEmpty else {
      throw CommandError("expect needs a value", hint: "expect [0.9984334]")
    }
    let file = try ExpectCommand.file(arguments, console)
    let expression = file == nil ? try console.expression(arguments) : nil
    let place = machine.progress
    let comparison: (agrees: Bool, text: String)
    do {
      comparison = try compare(file, expression, typed: arguments, session, machine, console)
    } catch {
      // What cannot be compared leaves one where one stood.
      machine.goBack(to: place)
      throw error
    }
    let name = ExpectCommand.name(session)
    guard comparison.agrees else {
      throw Failure(description: "\(name) differs: \(comparison.text)")
    }
    console.output.line("\(name) agrees: \(comparison.text)".marked(.good))
  }

  private static func name(_ session: Session) -> String {
    session.model.outputNames.first ?? "output"
  }

  private func compare(
    _ file: Tensor?, _ expression: Expression?, typed arguments: String, _ session: Session,
    _ machine: Machine, _ console: Console
  ) throws -> (agrees: Bool, text: String) {
    _ = try machine.runToEnd()
    if let obstacle = machine.program.obstacle {
      throw CommandError("the outputs cannot be computed: \(obstacle)")
    }
    guard let outputs = try session.outputs(), let output = outputs.first else {
      throw CommandError("interrupted before the outputs were computed")
    }
    let value = try expression.map { try console.evaluate($0, shapeHint: output.shape) }
    let expected = file ?? value ?? output
    let wanted = Expected(expected, typed: arguments)
    guard let comparison = wanted.compare(output) else {
      throw Failure(
        description:
          "\(ExpectCommand.name(session)) is \(output.shape), but \(expected.shape) was expected")
    }
    let precise = PreciseRun { try session.preciseTwin() }
    guard !comparison.agrees, let rooms = precise.rooms(ofOutput: 0, of: machine),
      // The output is that of the sample in focus.
      let excused = wanted.compare(
        output, Array(rooms.dropFirst(session.sample * output.count).prefix(output.count))),
      excused.agrees
    else { return comparison }
    return excused
  }

  /// The array of a file; nil when the text names none.
  private static func file(_ text: String, _ console: Console) throws -> Tensor? {
    guard let arrays = try Feed.arrays(inFile: text.expandingHome) else { return nil }
    console.tell(remarks: arrays.flatMap(\.remarks))
    guard let only = arrays.first, arrays.count == 1 else {
      let names = arrays.compactMap(\.name).joined(separator: ", ")
      throw CommandError(
        "\(text) holds \(arrays.count) arrays: \(names)",
        hint: arrays.first?.name.map { "expect \(text):\($0)" } ?? "")
    }
    return only.tensor
  }
}

/// Numbers that a person expects, with the digits they gave.
struct Expected {
  let tensor: Tensor
  /// Half a unit of the last digit typed; 0 for what was computed.
  let rounding: Double

  init(_ tensor: Tensor, typed text: String) {
    self.tensor = tensor
    guard text.allSatisfy({ $0.isNumber || $0.isWhitespace || ".,[]+-".contains($0) }) else {
      rounding = 0
      return
    }
    var fewest: Int?
    for word in text.split(whereSeparator: { !($0.isNumber || $0 == ".") }) where word.contains(".")
    {
      let digits = word.split(separator: ".", omittingEmptySubsequences: false).last?.count ?? 0
      fewest = min(fewest ?? digits, digits)
    }
    rounding = fewest.map { digits in (0..<digits).reduce(0.5) { value, _ in value / 10 } } ?? 0
  }

  /// The comparison with what was computed; nil when the shapes differ.
  ///
  /// `rooms` is what rounding explains besides.
  func compare(
    _ output: Tensor, _ rooms: [(room: Double, precise: Double)] = []
  ) -> (agrees: Bool, text: String)? {
    guard
      let expected = tensor.shape == output.shape
        ? tensor : (tensor.count == output.count ? tensor.reshaped(output.shape) : nil)
    else { return nil }
    var worst = 0.0
    var agrees = true
    var place = 0
    let isExcused = rooms.count == output.count
    for (index, pair) in zip(output.elements, expected.elements).enumerated() {
      let apart = distance(pair.0, pair.1)
      let room = isExcused && pair.1.isFinite ? rooms[index].room : 0
      let difference = apart.isNaN ? .infinity : apart
      // An infinite number, or none, is met by itself alone.
      let allowed = pair.1.isFinite ? max(Tolerance().room(for: pair.1) + room, rounding) : 0
      if difference > allowed { agrees = false }
      if difference > worst {
        worst = difference
        place = index
      }
    }
    var text = "largest difference \(NumberFormat.short(worst))"
    if agrees, isExcused {
      text += ", rounding (float64 gives \(NumberFormat.exact(rooms[place].precise, output.dtype)))"
    } else if !agrees {
      let got = NumberFormat.exact(output.elements[place], output.dtype)
      let wanted = NumberFormat.exact(expected.elements[place], output.dtype)
      text += " at element \(place): computed \(got), expected \(wanted)"
    }
    return (agrees, text)
  }
}
