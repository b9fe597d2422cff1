import Debugging
import Views

/// `why C[5]`: what each timestep put into a recurrent state.
struct WhyCommand: Command {
  let names = ["why"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary =
    "show what each timestep put into a state or a gradient, each step of training into a weight"
  let usage = [
    "why STATE[INDEX]", "why GRADIENT[INDEX]", "why WEIGHT[INDEX]", "why -a VALUE[INDEX]",
    "why -r VALUE[INDEX]",
  ]
  let example = ["open lstm", "feed [[0, 1], [2, 3], [4, 5]]", "until lstm@2.C", "why C[5]"]
  let details = """
    STATE is a state here (C, h) or anywhere (lstm@2.C, lstm[0]). Where a state is its old value \
    times a gate plus something new, as the C of an LSTM and the h of a GRU are, the parts are \
    exact, given the gates. Elsewhere functions are replaced by straight lines, and the first line \
    says so. Behind a target it is a gradient too: lstm.dU[3, 7], a sum over all timesteps, by what \
    each of them adds; lstm@0.dC[3], by what came in from above in each timestep and from behind the \
    loop, and by path: how much stayed in one state all the way. Of a weight in training \
    (dense.W[0, 1], or train@9/dense.W[0, 1]) it shows what each step before put into it, with the \
    slope of the loss there. Of a long sequence the timesteps that count most are shown; -a shows all. \
    -r adds what rounding leaves between the sum and the state, which is shown unasked where it changes \
    the digits that are seen.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    let request = try ExplainRequest(arguments, takesDepth: false)
    guard !request.text.isEmpty else {
      throw CommandError("why needs a state", hint: "why C[5], why lstm@2.h[0]")
    }
    if let place = StepPlace(request.text) {
      let step = try place.step(in: machine)
      let entry = try machine.entry(place.rest, in: .model, sample: session.sample)
      guard try console.showHistory(of: entry, before: step, showsAll: request.all) else {
        throw CommandError(
          "\(request.text) is no weight that training changes",
          hint: "goto train@\(step) goes to that step; why tells of its states there")
      }
      return
    }
    let entry = try machine.entry(
      request.text, in: console.debugger.selectedFrame, sample: session.sample)
    if try console.showHistory(of: entry, before: machine.step, showsAll: request.all) { return }
    let history = try machine.history(of: entry, sample: session.sample)
    let text = HistoryText(
      console.presentation, machine, history, showsAll: request.all,
      showsRounding: request.rounding)
    console.output.page(text.lines(), pages: console.isInteractive)
  }
}

extension Console {
  /// Shows what steps of training have put into a number; false for one that none changes.
  fileprivate func showHistory(of entry: Entry, before step: Int, showsAll: Bool) throws -> Bool {
    guard let history = try requireSession().weightHistory(of: entry, before: step) else {
      return false
    }
    let text = WeightHistoryText(presentation, history, showsAll: showsAll)
    output.page(text.lines(), pages: isInteractive)
    return true
  }
}
