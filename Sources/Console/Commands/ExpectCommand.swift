import Checks
import Debugging
import Equations
import Expressions
import Models
import Tensors
import Terminal
import Terms

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
  let completion = Completion.Kind.file(.arrays)

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
      throw Failure("\(name) differs: \(comparison.text)")
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
    if let obstacle = machine.program.obstacle {
      throw CommandError("the outputs cannot be computed: \(obstacle)")
    }
    let shape = machine.program.outputs.first?.shape
    // What the walk does not change is refused before the walk.
    var given = file
    let isKept = { console.debugger.kept.variables[$0] != nil }
    if let expression, expression.nameUses.allSatisfy({ isKept($0.name) }) {
      given = try console.debugger.evaluate(expression, shapeHint: shape)
    }
    if let given, let shape, given.count != shape.count {
      throw ExpectCommand.misfit(given.shape, shape, session)
    }
    _ = try machine.runToEnd()
    guard let outputs = try session.outputs(), let output = outputs.first else {
      throw CommandError("interrupted before the outputs were computed")
    }
    let computed =
      given == nil
      ? try expression.map { try console.debugger.evaluate($0, shapeHint: output.shape) } : nil
    let expected = given ?? computed ?? output
    let wanted = Expected(expected, typed: arguments)
    guard let comparison = wanted.compare(output) else {
      throw ExpectCommand.misfit(expected.shape, output.shape, session)
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

  private static func misfit(_ expected: Shape, _ shape: Shape, _ session: Session) -> Failure {
    Failure("\(name(session)) is \(shape), but \(expected) was expected")
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
