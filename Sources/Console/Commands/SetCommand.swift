import Debugging
import Equations
import Expressions
import Models
import Tensors
import Terminal
import Terms
import Views

/// `set precision 8`: changes how things are shown.
struct SetCommand: Command {
  let names = ["set"]
  let group = CommandGroup.console
  let reach: Reach = [.walks, .changes, .readsFiles, .writesFiles]
  let summary = "change a display setting, or a number: set var h[0] = 1.5"
  let usage = [
    "set NAME VALUE", "set var VALUE[INDEX] = EXPRESSION", "set mask LAYER[@T] = EXPRESSION",
    "set loss NAME|EXPRESSION", "set loss OUTPUT=LOSS …", "set words FILE", "set logging FILE",
    "set logging off", "set NAME VALUE --save",
  ]
  let example = ["set precision 8", "feed [0, 1]", "step", "set var z[0] = 1", "step"]
  var details: String {
    let settings = Setting.all.map { "\($0.name) (\($0.help))" }.joined(separator: "; ")
    return """
      set var sets inputs, weights, states and values that are computed: what follows is computed \
      again as one goes on, in a branch of its own (timeline). set mask sets which timesteps a layer \
      reads, or which elements a Dropout keeps while training is on. set words names the tokens of the \
      input, a word a line as get_vocabulary() gives them; beside model.keras model.words.txt is \
      read without being asked for. set loss takes one of Keras' losses by its name, or an expression of y \
      (or y_true, target) and output (or y_pred, \u{0177}, the output's name): the loss of one sample, or of each of its \
      places, as a function that compile is given says it with axis=-1; the mean over samples and places comes by \
      itself. Keras' losses are functions there: mse(y, output) + 0.1 * mae(y, output). OUTPUT=LOSS is for one of \
      several outputs, and the others keep theirs. set logging writes along \
      what is typed and shown. --save keeps a setting for later runs, in the init file. Settings: \(settings).
      """
  }
  var completion: Completion.Kind {
    .setting([
      Candidate("var", note: "a number of the walk", continues: false),
      Candidate("mask", note: "the timesteps that a layer reads"),
      Candidate("words", note: "a file of the words that tokens stand for"),
      Candidate("logging", note: "write along to a file, or off"),
    ])
  }

  func run(_ arguments: String, _ console: Console) throws {
    let (name, rest) = arguments.firstWord
    if name == "logging" { return try log(rest, console) }
    if name == "words" { return try SetWords(console: console).run(rest) }
    if name == "var" { return try SetVariable(console).run(rest) }
    if name == "mask" { return try SetVariable(console).run(mask: rest) }
    let keeps = rest.hasSuffix(SetCommand.saving)
    let words = keeps ? String(rest.dropLast(SetCommand.saving.count)).trimmed : rest
    let value = words.hasPrefix("=") ? String(words.dropFirst()).trimmed : words
    guard !name.isEmpty else { throw CommandError("set needs a setting", hint: "show lists them") }
    let setting = try SetCommand.setting(name)
    guard !value.isEmpty else {
      throw CommandError(
        "set \(name) needs a value: \(setting.help)", hint: SetCommand.values(setting))
    }
    let meant = setting.meaning(value, console.settings, console.session)
    try setting.check(meant, console.session)
    let before = setting.get(console.settings)
    let stepsBehind = console.session?.stepsBehind
    let position = console.session?.machine?.position
    guard setting.set(&console.settings, meant) else { throw SetCommand.refusal(setting, value) }
    do {
      if let session = console.session { try setting.apply(session, console.settings) }
    } catch {
      _ = setting.set(&console.settings, before)
      throw error
    }
    let after = setting.get(console.settings)
    if !console.isBeginning {
      let told =
        before == after ? "\(name) is \(after), as before" : "\(name): \(before) → \(after)"
      console.output.lines(told.columns <= console.width ? [told] : console.prose(told))
    }
    if before != after { try tellEffect(of: setting, from: position, console) }
    if let steps = console.session?.stepsBehind, steps != stepsBehind {
      console.output.lines(
        console.prose(
          "the weights stay as \(steps == 1 ? "1 step" : "\(steps) steps") trained them; steps count from 0 again, "
            + "and rev train goes no further back"))
    }
    if keeps { console.output.line("kept in \(try InitFile.keep(setting, value, console))") }
  }

  /// What is typed behind a value that is to hold in later runs too.
  private static let saving = " --save"

  static func refusal(_ setting: Setting, _ value: String) -> CommandError {
    CommandError(
      "\(value) is no value for \(setting.name): \(setting.help)", hint: values(setting))
  }

  /// What a setting of the computation changed in the walk.
  private func tellEffect(
    of setting: Setting, from position: Position?, _ console: Console
  ) throws {
    guard let session = console.session, let machine = session.machine else { return }
    switch setting.name {
    case "memory":
      console.output.lines(MemoryText(console.presentation, machine).lines)
    case "training", "seed":
      guard setting.name == "training" || console.settings.training else { return }
      if console.settings.training {
        console.output.lines(console.prose(SetCommand.dropping(machine.program, session)))
      }
      if let obstacle = machine.program.obstacle {
        console.output.lines(console.prose(FeedCommand.end(obstacle), .bad))
      }
      try console.showPlace()
    default:
      guard let position, machine.position != position else { return }
      console.output.lines(
        console.prose(
          "the walk stands at tick \(machine.position), not at \(position): "
            + "what is behind the outputs is another now"))
    }
  }

  /// Which layers do otherwise in training.
  private static func dropping(_ program: Program, _ session: Session) -> String {
    let calls = program.frames.filter { $0.forward == nil }
    func names(_ frames: [Frame]) -> String {
      frames.map(\.path.visible).joined(separator: ", ")
    }
    var facts: [String] = []
    let drawing = calls.filter { !$0.drawn.isEmpty }
    if !drawing.isEmpty {
      let drops = drawing.allSatisfy { $0.drawn.allSatisfy { $0.dtype == .bool } }
      facts.append(
        "\(names(drawing)): \(drops ? "dropping" : "at random"), drawn with seed "
          + "\(session.mode.trainingSeed ?? 0), other than Keras draws")
    }
    // What is no sample's own is made of the batch.
    let ofBatches = Set(program.equations.filter { !$0.result.isBatched }.map(\.frame))
    let normalizing = calls.filter {
      $0.kind.contains("BatchNormalization") && ofBatches.contains($0.id)
    }
    if !normalizing.isEmpty {
      facts.append("\(names(normalizing)): mean and variance of the batch that is fed")
    }
    if facts.isEmpty { facts.append("no layer does otherwise in training") }
    facts += calls.filter(\.keepsToInference).map {
      "\($0.path.visible) is called with training=False and keeps to it"
    }
    facts += calls.filter { $0.remark != nil }.map { "\($0.path.visible): \($0.remark ?? "")" }
    return facts.joined(separator: "; ")
  }

  func reach(of arguments: String) -> Reach {
    switch arguments.firstWord.word {
    case "logging": return .writesFiles
    case "words": return [.changes, .readsFiles]
    default: break
    }
    return arguments.hasSuffix(SetCommand.saving)
      ? [.walks, .changes, .writesFiles] : [.walks, .changes]
  }

  func completion(before cursor: Substring) -> Completion.Kind {
    guard cursor.hasWord else { return completion }
    switch String(cursor).firstWord.word {
    case "logging", "words": return .file(.any)
    case "var", "mask": return .value
    case "loss" where cursor.dropFirst("loss".count).contains { "([+-*/,".contains($0) }:
      return .formula(Aim.wordsOfLosses)
    case let name: return Setting.named(name).map { .words($0.values) } ?? .nothing
    }
  }

  private func log(_ path: String, _ console: Console) throws {
    let record = console.output.record
    switch path {
    case "":
      throw CommandError("set logging needs a file, or off", hint: "set logging walk.txt")
    case "off":
      guard let path = record.logPath else { throw CommandError("nothing is written along") }
      if let reason = record.stopLogging() {
        throw CommandError("\(path) is not complete: \(reason)")
      }
      console.output.line("\(path) is complete")
    default:
      try record.startLogging(to: path.expandingHome)
      console.output.line("written along to \(path) from here on")
    }
  }

  /// What stands for words that Keras has for parts of an optimizer or of fit.
  private static let ofOptimizer: [String: String] = {
    let rate = "A learning rate goes with its optimizer: set optimizer adam(lr=0.01)"
    return [
      "lr": rate, "learning_rate": rate, "learningrate": rate, "rate": rate,
      "momentum": "It goes with its optimizer: set optimizer sgd(lr=0.1, momentum=0.9)",
      "batch_size": "set batch 32", "epochs": "train epoch 3 goes through the data three times",
    ]
  }()

  static func setting(_ name: String) throws(CommandError) -> Setting {
    guard let setting = Setting.named(name) else {
      let near = nearest(to: name, in: Setting.all.map(\.name)).map { "Did you mean \($0)? " } ?? ""
      throw CommandError(
        "there is no setting \(name)",
        hint: ofOptimizer[name.lowercased()] ?? "\(near)show lists them")
    }
    return setting
  }

  private static func values(_ setting: Setting) -> String {
    setting.values.isEmpty || setting.takesOthers && setting.values.count == 1
      ? "" : "It takes: \(setting.values.joined(separator: ", "))"
  }
}
