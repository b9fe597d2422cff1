import Checks
import Debugging
import Equations
import Expressions
import Models
import Tensors
import Terminal

/// `expect 0.9984334`: whether the output is what was seen in Keras.
struct ExpectCommand: Command {
  let names = ["expect"]
  let group = CommandGroup.looking
  let reach: Reach = [.walks, .readsFiles]
  let summary = "compare the output with what you saw in Keras"
  let usage = [
    "expect EXPRESSION", "expect FILE", "expect OUTPUT[INDEX] = EXPRESSION", "expect OUTPUT = FILE",
  ]
  let example = ["feed [0, 1]", "expect 0.998"]
  let details = """
    Runs to the end if need be. Numbers agree when they differ by no more than \(Tolerance.usual(of: "value")), \
    than the digits that were typed allow (0.998 fits 0.9984334), or than rounding explains, as \
    float64 shows. FILE is .npy, .npz (data.npz:y0 \
    takes one array), .csv or .json. OUTPUT is the name of an output, or output, output:1; with an index, \
    output[1] = 0.25, a part of it is compared. In a script a difference ends it.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !arguments.isEmpty else {
      throw CommandError("expect needs a value", hint: "expect [0.9984334]")
    }
    if let obstacle = machine.program.obstacle {
      throw CommandError("the outputs cannot be computed: \(obstacle)")
    }
    let asked = try ExpectCommand.asked(arguments, session, machine)
    let text = asked.start.isEmpty ? arguments : asked.rest
    let file = try ExpectCommand.file(text, asked, console)
    let expression = file == nil ? try console.expression(text) : nil
    let place = machine.progress
    let comparison: (agrees: Bool, text: String)
    do {
      comparison = try compare(file, expression, typed: text, asked, session, machine, console)
    } catch {
      // What cannot be compared leaves one where one stood.
      machine.goBack(to: place)
      throw error
    }
    guard comparison.agrees else {
      throw Failure("\(asked.name) differs: \(comparison.text)")
    }
    console.output.lines(console.prose("\(asked.name) agrees: \(comparison.text)", .good))
  }

  /// Which output is meant; a file may have a `=` in its name.
  private static func asked(
    _ arguments: String, _ session: Session, _ machine: Machine
  ) throws -> AskedOutput {
    do {
      return try AskedOutput(arguments, session, machine)
    } catch {
      guard let arrays = try? Feed.arrays(inFile: arguments.expandingHome), !arrays.isEmpty else {
        throw error
      }
      return try AskedOutput("", session, machine)
    }
  }

  private func compare(
    _ file: Tensor?, _ expression: Expression?, typed text: String, _ asked: AskedOutput,
    _ session: Session, _ machine: Machine, _ console: Console
  ) throws -> (agrees: Bool, text: String) {
    let shape = asked.part.shape
    // What the walk does not change is refused before the walk.
    var given = file
    let isKept = { console.debugger.kept.variables[$0] != nil }
    if let expression, expression.nameUses.allSatisfy({ isKept($0.name) }) {
      given = try console.debugger.evaluate(expression, shapeHint: shape)
    }
    if let given, given.count != shape.count {
      throw asked.misfit(given.shape, typed: text)
    }
    _ = try machine.runToEnd()
    guard let outputs = try session.outputs(), outputs.indices.contains(asked.index) else {
      throw CommandError("interrupted before the outputs were computed")
    }
    let output = asked.tensor(of: outputs[asked.index])
    let computed =
      given == nil
      ? try expression.map { try console.debugger.evaluate($0, shapeHint: shape) } : nil
    let expected = given ?? computed ?? output
    let wanted = Expected(expected, typed: text)
    guard let comparison = wanted.compare(output) else {
      throw asked.misfit(expected.shape, typed: text)
    }
    let precise = PreciseRun { try session.preciseTwin() }
    guard !comparison.agrees, let rooms = precise.rooms(ofOutput: asked.index, of: machine)
    else { return comparison }
    // The output is that of the sample in focus.
    let count = outputs[asked.index].count
    let own = Array(rooms.dropFirst(session.sample * count).prefix(count))
    let excused = wanted.compare(
      output, asked.part.elements.compactMap { own.indices.contains($0) ? own[$0] : nil })
    guard let excused, excused.agrees else { return comparison }
    return excused
  }

  /// The name of the array that is most likely the output: called so, or of its shape.
  private static func fitting(
    _ arrays: [FileArray], _ asked: AskedOutput, _ console: Console
  ) -> String? {
    let named = arrays.first { ["y", "y\(asked.index)"].contains($0.name) }
    let same = arrays.first { $0.tensor.shape.count == asked.part.shape.count }
    return (named ?? same ?? arrays.first)?.name
  }

  /// The array of a file; nil when the text names none.
  private static func file(
    _ text: String, _ asked: AskedOutput, _ console: Console
  ) throws -> Tensor? {
    guard let arrays = try Feed.arrays(inFile: text.expandingHome) else { return nil }
    console.tell(remarks: arrays.flatMap(\.remarks))
    guard let only = arrays.first, arrays.count == 1 else {
      let names = arrays.compactMap(\.name).joined(separator: ", ")
      throw CommandError(
        "\(text) holds \(arrays.count) arrays: \(names)",
        hint: fitting(arrays, asked, console).map { "expect \(asked.start)\(text):\($0)" } ?? "")
    }
    return only.tensor
  }
}
