import Checks
import Containers
import Debugging
import Equations
import Models
import Tensors
import Terminal
import Views

/// `diagnose 0.73`: which known mistake gives the number that somebody computed by hand.
struct DiagnoseCommand: Command {
  let names = ["diagnose"]
  let group = CommandGroup.looking
  let reach = Reach.readsFiles
  let summary = "name the mistake that gives a number you computed by hand"
  let usage = ["diagnose NUMBERS", "diagnose PLACE = NUMBERS", "diagnose [PLACE =] FILE"]
  let example = [
    "feed [1, 0]", "diagnose 6.457", "until dense", "diagnose z = [1.5, 2.5, 3.5, 4.5]",
  ]
  let details = """
    The numbers are those of the equation where the walk stands, if they have its shape, or of the \
    model's output; PLACE says it otherwise: z, dense, lstm@2.f, lstm.f over time, and output[1] for \
    one number of them. With a target, what stands behind the outputs has places too: loss, \
    dense.dW, dense.W'. FILE is .npy, \
    .json, .csv, or .npz with arrays named for places. The known mistakes are tried one by one, \
    then in pairs, on the input that was fed: the forgotten activation, gates in another order, a \
    mask that was ignored; in training the gradient that was summed up and not averaged, Adam's m \
    and v that were lost. Where several give your numbers, the value is named that would tell. \
    More samples say more: feed a batch. Scripts are not read or run, only numbers.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    let (place, text) = DiagnoseCommand.parts(arguments)
    guard !text.isEmpty else {
      throw CommandError("diagnose needs the numbers that you have", hint: "diagnose 0.73")
    }
    try NumbersGiven.refuseCode(text)
    guard let feed = session.feed else { return }
    let step = session.aim == nil ? nil : try session.givenStep()
    let whole =
      try step.map { try Diagnostician($0, since: session.stepSinceFirst) }
      ?? Diagnostician(session.model, feeding: feed.tensors, from: machine.beginning)
    let sample = feed.isBatch ? session.sample : 0
    let meant = try place.map { place in
      do {
        return try whole.place(place, seenFrom: machine, console.debugger.selectedFrame, sample)
      } catch  where step == nil && (place == Aim.path || "'′".contains(place.last ?? " ")) {
        throw CommandError(
          "without a target there is no \(place): nothing behind the outputs is computed",
          hint: "target VALUE says what the output is to be.")
      }
    }
    // zeros are as many as the place has, or what stands where the walk is.
    let walk = machine.position.tick < machine.program.tickCount ? machine.current : nil
    let hint = whole.shape(ofPlace: meant ?? walk.map(machine.program.place(of:)), sample: sample)
    let arrays =
      try NumbersGiven.arrays(inFile: text.expandingHome, console.tell)
      ?? [(name: String?.none, tensor: try console.evaluate(text, shapeHint: hint))]
    let here = try meant ?? DiagnoseCommand.here(machine, arrays, whole, sample)
    let doctor = try step.flatMap { try Diagnostician(of: here, arrays, before: $0) } ?? whole
    let diagnosis = try doctor.diagnose(arrays, at: here, sample: sample)
    if console.output.emitsJSON, case .object(let record) = diagnosis.json {
      return console.output.json("diagnosis", record)
    }
    let words = DiagnosisText(diagnosis: diagnosis) {
      "diagnose \($0) = \(text.count > 20 ? "…" : text)"
    } commands: {
      $0.joined(separator: ", then ")
    }
    console.output.lines(words.lines(width: console.isInteractive ? console.width : nil))
    if !session.timeline.changes(to: session.timeline.current).isEmpty {
      console.output.lines(
        console.prose(
          "Values were set in this run; your numbers are compared with the model's own.", .dim))
    }
  }

  /// What stands before and after the `=` of `z = [1, 2]`.
  private static func parts(_ arguments: String) -> (place: String?, text: String) {
    guard let (place, text) = Assignment.sides(of: arguments, comparing: true) else {
      return (nil, arguments.trimmed)
    }
    let (word, subscripts) = PartOfValue.split(place)
    let isWord = !word.isEmpty && !word.contains { $0.isWhitespace || "([{,<>!".contains($0) }
    guard isWord, subscripts.isEmpty || subscripts.last == "]" else {
      return (nil, arguments.trimmed)
    }
    return (place, text)
  }

  /// The equation where the walk stands, when one array has its shape; nil means the output.
  private static func here(
    _ machine: Machine, _ arrays: [(name: String?, tensor: Tensor)], _ doctor: Diagnostician,
    _ sample: Int
  ) throws -> String? {
    guard arrays.count == 1, let only = arrays.first, let moment = machine.current,
      machine.position.tick < machine.program.tickCount
    else { return nil }
    let place = machine.program.place(of: moment)
    let fits =
      (try? GivenNumbers(only.tensor, at: place, of: doctor.outline, sample: sample)) != nil
    return fits ? place : nil
  }
}

extension Diagnostician {
  /// Of the prediction of a step alone, where nothing behind it is asked for; nil where something is, and where layers do
  /// as in training.
  fileprivate convenience init?(
    of place: String?, _ arrays: [(name: String?, tensor: Tensor)], before step: GivenStep
  ) throws {
    guard step.seed == nil else { return nil }
    try self.init(step.model, feeding: step.inputs)
    let words = place.map { [PartOfValue.split($0).word] } ?? arrays.compactMap(\.name)
    guard words.allSatisfy({ outline.isName($0, in: .model) || Int($0.dropFirst()) != nil }) else {
      return nil
    }
  }

  /// The whole name of a place that a word means where somebody stands: `lstm@2.f` for `f`.
  func place(
    _ place: String, seenFrom machine: Machine, _ frame: StackFrame?, _ sample: Int
  ) throws -> String {
    let (word, subscripts) = PartOfValue.split(place)
    return try self.place(ofWord: word, seenFrom: machine, frame, sample) + subscripts
  }

  private func place(
    ofWord word: String, seenFrom machine: Machine, _ frame: StackFrame?, _ sample: Int
  ) throws -> String {
    if let found = try? machine.lookup(word, in: frame, sample: sample) { return found.place }
    if outline.isName(word, in: .model) || outline.unchanged(word) != nil { return word }
    // What is not computed there yet is computed here, in the timestep where one stands.
    if let location = try? machine.location(word, in: frame),
      case .equation(let id, let steps) = location.target
    {
      let here = (frame ?? machine.stack.first)?.steps ?? []
      let all = steps.enumerated().compactMap { $1 ?? (here.indices.contains($0) ? here[$0] : nil) }
      if all.count == steps.count,
        let moment = machine.program.moment(machine.program.tick(of: id, at: all))
      {
        return machine.program.place(of: moment)
      }
    }
    // L is a name where losses stand.
    let loss = "\(Aim.path).\(word)"
    if outline.isName(loss) { return loss }
    _ = try outline.shape(of: word)
    return word
  }
}
