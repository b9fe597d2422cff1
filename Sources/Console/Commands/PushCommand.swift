import Debugging
import Equations
import Models
import Tensors

/// `push [0, 1]`: one more timestep of a live sequence.
struct PushCommand: Command {
  let names = ["push"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes]
  let summary = "feed one timestep to a recurrent model, its state carried on"
  let usage = ["push VALUE"]
  let example = ["open lstm", "push [0, 1]", "continue", "push [2, 3]"]
  let details = """
    The states that the last timestep left are where this one begins, so that pushing a sequence \
    step by step comes to what feeding it whole comes to. After a feed, push goes on from its end. A \
    walk that is not at its end when more is pushed is run to it. reset begins from zero again.
    """

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    guard !arguments.isEmpty else {
      throw CommandError("push needs one timestep", hint: "push [0, 1]")
    }
    let hint = session.model.inputs.first?.shape.map { shape in
      Shape(shape.dropFirst().map { $0 ?? 3 })
    }
    let row = try console.evaluate(arguments, shapeHint: hint)
    try session.push(row)
    let count = session.machine?.program.tickCount ?? 0
    console.output.lines(
      console.prose(
        "timestep \(session.calls.pushed - 1) pushed: \(count) equations to step through"
          + PushCommand.beginning(session.calls)))
  }

  /// Where the states begin, where it is not what one would think.
  static func beginning(_ calls: CallHistory) -> String {
    if let others = calls.otherSamples {
      let samples = others == 1 ? "1 sample" : "\(others) samples"
      return "; the states are zero, for what was fed before has \(samples)"
    }
    return calls.before > 0 && calls.pushedBefore == 0 ? ", on from what was fed before" : ""
  }
}
