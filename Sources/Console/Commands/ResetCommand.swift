import Debugging
import Equations
import Models
import Terminal

/// `reset`: recurrent states begin from zero.
struct ResetCommand: Command {
  let names = ["reset"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes]
  let summary = "set recurrent states that are carried on back to zero"
  let usage = ["reset"]
  let example = ["open lstm", "push [0, 1]", "reset"]
  let details = """
    For push and for stateful layers, as Keras' reset_states(): every call is taken back. The input \
    stays, to be walked through from zero; it is a call again as soon as a step of that is made. What \
    is fed before that begins from zero too.
    """

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    let isRecurrent = !machine.program.scans.isEmpty
    try session.resetStates()
    let states = isRecurrent ? "the states are zero" : "\(session.model.name.visible) has no states"
    console.output.line("\(states); the input stays, the walk begins anew")
  }
}
