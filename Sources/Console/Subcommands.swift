import Checks
import Containers
import Debugging
import Equations
import Exports
import Layers
import Models
import Tensors
import Terminal
import Views

/// What the command line calls: each function does one subcommand and gives the exit code.
public enum Subcommands {
  public static let version = "0.1.0"

  /// What opens a model.
  public struct ModelOptions: Sendable {
    public var model: String
    public var weights: String?
    public var kerasVersion: String?

    public init(model: String, weights: String? = nil, kerasVersion: String? = nil) {
      self.model = model
      self.weights = weights
      self.kerasVersion = kerasVersion
    }

    /// The command that opens it.
    var command: String {
      "open \(model)" + (weights.map { " --weights \($0)" } ?? "")
        + (kerasVersion.map { " --keras-version \($0)" } ?? "")
    }

    func open() throws -> Model {
      var version: KerasVersion?
      if let text = kerasVersion {
        guard let given = KerasVersion(text) else {
          throw CommandError("\(text) is no version of Keras", hint: "--keras-version 2.15")
        }
        version = given
      }
      return try Opener.open(model, weights: weights, version: version)
    }
  }

  /// How the console behaves.
  public struct ConsoleOptions: Sendable {
    public var input: String?
    public var script: String?
    public var commands: [String] = []
    public var isBatch = false
    public var colour = "auto"
    public var ascii = false
    public var json = false

    public init() {}
  }

  /// Ends with code 124 whatever goes on in so many seconds.
  public static func limitTime(to seconds: Double) { Interrupt.limitTime(to: seconds) }

  // MARK: The debugger

  /// The prompt, or the commands of a script.
  public static func debug(_ model: ModelOptions?, _ options: ConsoleOptions) -> Int32 {
    var finder: ((String, Int) -> Completions)?
    let reader: any LineReader = StandardInput.reader(program: "kerastep") { line, cursor in
      finder?(line, cursor) ?? .none
    }
    let hasPrompt =
      reader.isInteractive && !options.isBatch && options.script == nil && !options.json
    if hasPrompt { Interrupt.install() }
    let output = Output.standard(Style(usesColour: false, usesASCII: false))
    let console = Console(output: output, isInteractive: hasPrompt)
    finder = { Completion(console: console.innermost).complete($0, $1) }
    console.settings.colour = Settings.Colour(rawValue: options.colour) ?? .auto
    if options.ascii { console.settings.ascii = true }
    output.emitsJSON = options.json
    return report(output) {
      let opened = model ?? ModelOptions(model: "xor")
      console.session = try console.settings.session(try opened.open())
      console.recordOpening(opened.command)
      if hasPrompt {
        InitFile.run(console)
        output.lines(
          Greeting.lines(console, isDefault: model == nil, isFed: options.input != nil))
      }
      if let input = options.input {
        if case .failed(let code) = console.execute("feed \(input)") { return code }
      }
      for command in options.commands {
        let status = console.execute(command)
        if case .failed(let code) = status, !hasPrompt { return code }
        if Interrupt.timeIsOver { return Interrupt.timeIsOverCode }
      }
      if let script = options.script {
        if case .failed(let code) = try console.run(try ScriptReader(path: script)) { return code }
        return 0
      }
      if options.isBatch { return 0 }
      return REPL(console: console, reader: reader).run()
    }
  }

  // MARK: Without the prompt

  /// The layers of a model.
  public static func summary(_ model: ModelOptions) -> Int32 {
    let output = standardOutput()
    return report(output) {
      let width = Terminal.isTerminal(1) ? Terminal.size().columns : 100_000
      output.lines(SummaryTable(model: try model.open(), width: width).lines())
      return 0
    }
  }

  /// The outputs for an input: printed, or written to a file.
  public static func predict(_ model: ModelOptions, _ input: String, to path: String?) -> Int32 {
    let output = standardOutput()
    return report(output) {
      let (session, _) = try run(model, input, output)
      guard let outputs = try session.outputs(all: true) else { return 0 }
      let named = zip(session.model.outputNames, outputs).map { NamedTensor($0, $1) }
      if let path {
        try ArrayFile.write(named, to: path, inNumPy: named.indices.map { "y\($0)" })
        return 0
      }
      for array in named { printWhole(array, output) }
      return 0
    }
  }

  private static func printWhole(_ array: NamedTensor, _ output: Output) {
    var format = NumberFormat()
    format.threshold = nil
    format.width = 100_000
    format.precision = array.tensor.dtype == .float64 ? 16 : 8
    let label = "\(array.name) \(array.tensor.shape) = "
    let lines = ArrayText(format).lines(array.tensor, indent: label.count)
    output.lines([label + (lines.first ?? "")] + lines.dropFirst())
  }

  /// Every value of every equation and timestep, written to a file: as arrays, or as a page of HTML.
  public static func trace(_ model: ModelOptions, _ input: String, to path: String) -> Int32 {
    let output = standardOutput()
    return report(output) {
      guard [".npz", ".json", ".html"].contains(where: path.hasSuffix) else {
        throw CommandError("\(path): the ending must be .npz, .json or .html")
      }
      let (session, machine) = try run(model, input, output, allowingObstacle: true)
      if path.hasSuffix(".html") {
        try FileBytes.write(Array(try TracePage(session, machine).html().utf8), to: path)
        output.error("the page is written to \(path)")
      } else {
        try writeArrays(session, machine, to: path, output)
      }
      if let obstacle = machine.program.obstacle {
        output.error("the trace ends before \(obstacle)")
        return Problem.Code.unusableFile
      }
      return 0
    }
  }

  private static func writeArrays(
    _ session: Session, _ machine: Machine, to path: String, _ output: Output
  ) throws {
    let arrays = try Trace.arrays(machine, isBatch: session.feed?.isBatch ?? false)
    try ArrayFile.write(arrays, to: path)
    output.error("\(arrays.count) arrays written to \(path)")
  }

  /// What `check` compares and how strictly.
  public struct CheckOptions: Sendable {
    /// Nil: as is usual, and what rounding explains besides; one of the two decides alone.
    public var rtol, atol: Double?
    public var layers: Bool
    public var json: Bool

    public init(rtol: Double?, atol: Double?, layers: Bool, json: Bool) {
      self.rtol = rtol
      self.atol = atol
      self.layers = layers
      self.json = json
    }
  }

  /// Whether the model computes what Keras computed.
  public static func check(_ model: ModelOptions, _ golden: String, _ options: CheckOptions)
    -> Int32
  {
    let output = standardOutput()
    return report(output) {
      var tolerance: Tolerance?
      if options.atol != nil || options.rtol != nil {
        tolerance = Tolerance(
          absolute: options.atol ?? Tolerance.usualAbsolute,
          relative: options.rtol ?? Tolerance.usualRelative)
      }
      let agreement = try Agreement(
        of: try model.open(), with: try Golden(path: golden), options.layers ? .layers : .outputs,
        tolerance)
      if options.json {
        output.line(agreement.json.text)
      } else {
        var text = ""
        agreement.write(to: &text)
        output.lines(text.split(separator: "\n").map(String.init))
        if agreement.checks.contains(where: { $0.outcome == .differ && $0.difference != nil }) {
          let feed = "-e 'feed \(golden)' -e 'diverge \(golden)'"
          output.line("next: kerastep \(model.model) \(feed) goes to the first number that differs")
        }
      }
      return agreement.isAccepted ? 0 : Problem.Code.answerIsNo
    }
  }

  /// Opens, feeds and runs to the end.
  private static func run(
    _ model: ModelOptions, _ input: String, _ output: Output, allowingObstacle: Bool = false
  ) throws -> (Session, Machine) {
    let session = Session(try model.open())
    let feed = try Feed.read(input, for: session.model)
    tell(remarks: feed.remarks, output)
    try session.feed(feed)
    guard let machine = session.machine else { throw CommandError("nothing was fed") }
    if let obstacle = machine.program.obstacle, !allowingObstacle { throw obstacle }
    _ = try machine.resume()
    try Interruption.check()
    return (session, machine)
  }

  /// Says on standard error what was passed over in files.
  static func tell(remarks: [String], _ output: Output) {
    for remark in remarks { output.error("note: \(remark)") }
  }

  static func standardOutput() -> Output {
    Output.standard(Style(usesColour: Terminal.supportsColour(), usesASCII: !Terminal.isUTF8))
  }

  /// Runs the body; an error becomes a message and its exit code.
  static func report(_ output: Output, _ body: () throws -> Int32) -> Int32 {
    do {
      let code = try Interruption.listening(to: { Interrupt.requested }, body)
      if Interrupt.timeIsOver { throw TimeIsOver() }
      return code
    } catch {
      let error = Interrupt.timeIsOver ? TimeIsOver() : error
      output.error("kerastep: \(Problem.text(error))")
      return Problem.exitCode(error)
    }
  }
}

/// What `--timeout` gave is over.
struct TimeIsOver: Error, CustomStringConvertible {
  let description = "the time limit is over (--timeout gives more)"
}

/// What is said before the first prompt.
enum Greeting {
  static func lines(_ console: Console, isDefault: Bool, isFed: Bool) -> [String] {
    guard let model = console.session?.model else { return [] }
    let inputs = model.inputs.map { "\($0.name) \($0.shapeText)" }.joined(separator: ", ")
    var lines = [
      "kerastep \(Subcommands.version): \(model.name), \(model.layer.title), Keras \(model.origin.version), takes \(inputs)"
    ]
    lines += model.origin.remarks.map { "note: \($0)".marked(.note) }
    let first = isFed ? "step" : isDefault ? "feed [0, 1], then step" : "feed zeros, then step"
    let another = isDefault ? "; open lstm opens another model" : ""
    lines.append("Try: \(first). help lists the commands\(another).")
    if isDefault, LessonList.isForNewcomer(console) {
      lines.append("New here? lesson 1 explains this model from scratch, in 15 minutes.")
    }
    lines += buildRemark
    return lines.flatMap { $0.proseLines(to: console.width) }
  }

  /// How to get a faster program than the one that developing makes; nothing where this is it.
  private static var buildRemark: [String] {
    #if DEBUG
      return ["This build is for developing; make install makes a faster one.".marked(.dim)]
    #else
      return []
    #endif
  }
}
