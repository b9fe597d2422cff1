import Containers
import Debugging
import Equations
import Models
import Tensors
import Terminal

/// A walk as a text file: the commands that lead to it, and facts to compare with.
///
/// ```text
/// # kerastep session 1: commands that lead back to a walk; #: is what they must lead to
/// #: model 24021 bytes, checksum 1a2b3c4d
/// open lstm
/// feed [[1, 1], [1, 1], [1, 1]]
/// goto 13
/// set var lstm@1.C[2] = [0.5]
/// goto 20
/// #: at tick 20
/// #: lstm@2.C [0.25, …]
/// ```
///
/// It holds no command that writes files or runs others, and none is run from it. So the commands
/// of breakpoints are left out.
enum SessionFile {
  static let header = "# kerastep session 1"
  static let factMark = "#: "

  // MARK: Writing

  /// The lines that lead to where the console stands.
  static func lines(_ console: Console) throws -> [String] {
    let (session, machine) = try console.requireMachine()
    guard session.stepsLearnt == 0 || session.isLearntHere else {
      throw CommandError(
        "the weights here come from training with what was fed before, which is not kept",
        hint: "save model FILE.keras keeps the weights.")
    }
    guard !session.beganFromStates else {
      throw CommandError(
        "the states here come from what was fed before, which is not kept",
        hint: "reset and feed begin a walk that can be saved.")
    }
    var lines = [
      "\(header): commands that lead back to a walk; \(factMark)is what they must lead to"
    ]
    lines += facts(of: session.model).map { factMark + $0 }
    lines += settings(console) + [open(session.model)] + layers(session.model)
    if let precision = session.precision { lines.append("precision \(precision.rawValue)") }
    lines += try feed(session) + target(session) + branches(session, machine)
    // Commands of breakpoints could do anything; save breakpoints keeps them.
    lines += console.breakpoints.all.flatMap { $0.lines(withCommands: false) }
    lines += console.debugger.displays.all.map { "display \($0.text)" }
    lines += try facts(of: session, machine).map { factMark + $0 }
    return lines
  }

  /// What tells a model file from another one, or from itself when it has changed.
  static func facts(of model: Model) -> [String] {
    guard let file = try? FileBytes(path: model.origin.path) else { return [] }
    let checksum = file.bytes.withUnsafeBytes { CRC32.checksum($0) }
    return ["model \(file.count) bytes, checksum \(String(checksum, radix: 16))"]
  }

  /// Where the walk stands, and the numbers there.
  static func facts(of session: Session, _ machine: Machine) throws -> [String] {
    var facts = ["at tick \(machine.position) of \(machine.program.tickCount)"]
    if let moment = machine.current, machine.position.instruction == 0 {
      let result = machine.program.equations[moment.equation].result
      let numbers = try machine.read(result, at: moment.steps, sample: session.sample)
      facts.append("\(machine.program.place(of: moment).visible) \(try numbers.literal())")
    }
    return facts
  }

  private static func settings(_ console: Console) -> [String] {
    let usual = Settings()
    return [
      "precision", "edgeitems", "threshold", "convention", "training", "seed", "loss",
      "class_weight", "optimizer", "backend", "batch", "shuffle",
    ]
    .compactMap {
      name in
      guard let setting = Setting.named(name) else { return nil }
      let value = setting.get(console.settings)
      return value == setting.get(usual) ? nil : "set \(name) \(value)"
    }
  }

  private static func open(_ model: Model) -> String {
    let path = model.origin.path
    if let name = Bundled.names.first(where: { Bundled.model($0) == path }) {
      return "open \(name)"
    }
    var line = "open \(absolute(path))"
    if let weights = model.origin.weights {
      line += " --weights \(absolute(weights)) --keras-version \(model.origin.version)"
    }
    return line
  }

  /// What is said of layers: each equation that was typed, and each file.
  private static func layers(_ model: Model) -> [String] {
    var files: [String] = []
    return model.layers.all.compactMap { definition in
      guard let file = definition.file else { return definition.lines.first }
      guard !files.contains(file) else { return nil }
      files.append(file)
      return "layer \(absolute(file))"
    }
  }

  private static func feed(_ session: Session) throws -> [String] {
    if let data = session.data, session.isOnData {
      return [samples(data)]
    }
    if let data = session.data, let row = session.dataRow {
      let program = session.machine?.program
      let carries = row > 0 && program?.scans.contains(where: \.isStateful) == true
      return [samples(data)]
        + (row > 0 ? ["sample \(row)"] : []) + (carries ? ["reset"] : reset(session))
    }
    // What was fed by hand stands beside the data set, to which training may go back; states go on from call to call.
    let isStateful = session.machine?.program.scans.contains(where: \.isStateful) == true
    let data = isStateful ? nil : session.data
    return try (data.map { [samples($0)] } ?? []) + fed(session) + reset(session)
  }

  private static func samples(_ data: Session.DataSet) -> String {
    "samples \(data.isFile ? absolute(data.path) : data.path)"
  }

  private static func target(_ session: Session) throws -> [String] {
    guard let aim = session.aim, !session.isOnData else { return [] }
    let weights = aim.judged.compactMap(\.weights).first
    let values =
      try aim.judged.map { "\($0.name)=\(try $0.target.literal())" }
      + (try weights.map { ["\(Aim.weightsWord)=\(try $0.literal())"] } ?? [])
    return ["target \(values.joined(separator: " "))"]
  }

  /// What was fed is no call yet: what is fed next begins from zero too.
  private static func reset(_ session: Session) -> [String] {
    session.hasHappened ? [] : ["reset"]
  }

  private static func fed(_ session: Session) throws -> [String] {
    guard let feed = session.feed else { return [] }
    if session.calls.isPush, let row = feed.tensors.first?.row(0)?.row(0) {
      return ["push \(try row.literal())"]
    }
    let values = try zip(session.model.inputs, feed.tensors).map { input, tensor in
      let one = feed.isBatch ? tensor : tensor.row(0) ?? tensor
      return try session.model.inputs.count == 1 ? one.literal() : "\(input.name)=\(one.literal())"
    }
    return ["feed \(values.joined(separator: " "))"]
  }

  /// The changes in the order in which they were made, then the place in each branch, the one that
  /// is walked in last.
  private static func branches(_ session: Session, _ machine: Machine) throws -> [String] {
    let timeline = session.timeline
    var lines: [String] = []
    var current = 0
    var sample = 0
    func focus(on other: Int) {
      // The samples of a data set are fed, not looked at.
      if other != sample, session.data == nil || session.dataRow == nil {
        lines.append("sample \(other)")
      }
      sample = other
    }
    // The step that the walk has come to, and whether any was gone through: before, there are no places of steps.
    var (reached, isTrained) = (0, false)
    func go(to branch: Int, _ place: WalkPosition) {
      if branch != current { lines.append("timeline switch \(branch)") }
      current = branch
      let position = place.position
      if place.step > reached {
        lines.append("train \(place.step - reached + 1)")
        (reached, isTrained) = (place.step, true)
      } else if session.isOnData || machine.stepCount > 1, !isTrained {
        // Only training goes to batches, and makes steps of the walk.
        lines.append("train 1")
        isTrained = true
      }
      if isTrained { lines.append("goto train@\(place.step)") }
      lines.append("goto \(position.tick)")
      if position.instruction > 0 { lines.append("stepi \(position.instruction)") }
    }
    for branch in timeline.branches {
      guard let change = branch.change, let parent = branch.parent else { continue }
      go(to: parent, change.position)
      focus(on: change.sample)
      reached = change.position.step
      lines.append("set var \(change.place) = \(try Assignment.numbers(of: change).literal())")
      current = branch.id
    }
    for branch in timeline.branches where branch.id != timeline.current {
      go(to: branch.id, branch.position)
    }
    go(to: timeline.current, machine.walkPosition)
    focus(on: session.sample)
    return lines
  }

  // MARK: Texts

  /// A path that is right from any folder.
  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : Terminal.folder + "/" + path
  }
}
