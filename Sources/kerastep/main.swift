import ArgumentParser
import Console
import Teaching

/// The command line: it only says what there is; `Console.Subcommands` does it.
struct Kerastep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kerastep",
    abstract: "Step through a Keras model's prediction, equation by equation.",
    discussion: """
      Without a subcommand the debugger opens: kerastep [MODEL] [--input VALUE]. MODEL is a bundled \
      model (xor, mlp, rnn, lstm, gru, cnn, attention) or a file that Keras saved. New here? \
      kerastep lesson 1.

      Exit codes: 0 done; 1 the answer is no (check, diagnose, lesson check); 2 a command or argument \
      is wrong; 3 a file cannot be used; 124 --timeout is over; 130 interrupted.
      """,
    version: Subcommands.version,
    subcommands: [
      Debug.self, Summary.self, Predict.self, Trace.self, Check.self, Diagnose.self,
      Export.self, Lesson.self,
    ],
    defaultSubcommand: Debug.self)
}

/// What every subcommand needs to open a model.
struct Opening: ParsableArguments {
  @Option(help: ArgumentHelp("A file of weights, for an architecture without.", valueName: "file"))
  var weights: String?

  @Option(help: ArgumentHelp("The version of Keras, for a file that does not say.", valueName: "v"))
  var kerasVersion: String?

  @Option(
    help: ArgumentHelp(
      "End what takes longer, with code 124 and nothing half written.", valueName: "seconds"))
  var timeout: Double?

  func validate() throws {
    if let timeout, !(0.001...1e8).contains(timeout) {
      throw ValidationError("--timeout takes seconds, as in --timeout 10")
    }
  }

  /// Starts the clock of --timeout.
  func startClock() {
    if let timeout { Subcommands.limitTime(to: timeout) }
  }

  func options(_ model: String) -> Subcommands.ModelOptions {
    Subcommands.ModelOptions(model: model, weights: weights, kerasVersion: kerasVersion)
  }
}

struct Debug: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the debugger (the default).")

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String?
  @OptionGroup var opening: Opening
  @Option(help: ArgumentHelp("An input to feed first.", valueName: "value|file"))
  var input: String?
  @Option(
    name: .customShort("x"), help: ArgumentHelp("Run a script, then end.", valueName: "script"))
  var script: String?
  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a command; may be given several times.", valueName: "command"))
  var commands: [String] = []
  @Flag(help: "No prompt: run the commands and end.")
  var batch = false
  @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
  var color = "auto"
  @Flag(help: "Write only letters that every terminal has.")
  var ascii = false
  @Flag(help: "Write stops and values as JSON, an object a line, for programs; no prompt.")
  var json = false

  func validate() throws { try checkColor(color) }

  func run() throws {
    var options = Subcommands.ConsoleOptions()
    options.input = input
    options.script = script
    options.commands = commands
    options.isBatch = batch
    options.colour = color
    options.ascii = ascii
    options.json = json
    opening.startClock()
    let opened = model.map(opening.options)
    throw ExitCode(
      Subcommands.debug(
        opened, options, Teaching.commands, welcome: Teaching.welcome))
  }
}

struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the layers, shapes, parameters, and what is not supported.")

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String
  @OptionGroup var opening: Opening

  func run() throws {
    opening.startClock()
    throw ExitCode(Subcommands.summary(opening.options(model)))
  }
}

struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute the outputs for an input.")

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String
  @Argument(help: "A literal, a file (.npy, .npz, .json, .csv), or NAME=VALUE for each input.")
  var input: [String]
  @OptionGroup var opening: Opening
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write them to .npz, .npy or .json.", valueName: "file")
  )
  var output: String?

  func run() throws {
    opening.startClock()
    throw ExitCode(
      Subcommands.predict(opening.options(model), input.joined(separator: " "), to: output))
  }
}

struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write every named value of every layer and timestep.")

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String
  @Argument(help: "A literal, a file (.npy, .npz, .json, .csv), or NAME=VALUE for each input.")
  var input: [String]
  @OptionGroup var opening: Opening
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write: .npz, .json, or .html for a page to step through (of a batch, its first sample).",
      valueName: "file"))
  var output: String

  func run() throws {
    opening.startClock()
    throw ExitCode(
      Subcommands.trace(opening.options(model), input.joined(separator: " "), to: output))
  }
}

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare with what Keras computed; ends with 1 where it differs.",
    discussion: """
      Numbers agree within 1e-6 + 2e-5·|reference|, in half precision within what its roundings \
      allow. Where one does not, the model is computed in float64 as well, and what rounding \
      explains is told as rounding, not as a difference. --atol and --rtol decide alone: nothing is \
      excused then. Arrays behind a layer that cannot be computed are counted as not reached.
      """)

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String
  @Argument(help: "A golden .npz: inputs x0, x1, …, outputs y0, y1, …, layer outputs by name.")
  var golden: String
  @OptionGroup var opening: Opening
  @Option(help: ArgumentHelp("Relative tolerance; without an excuse for rounding.", valueName: "r"))
  var rtol: Double?
  @Option(help: ArgumentHelp("Absolute tolerance; without an excuse for rounding.", valueName: "a"))
  var atol: Double?
  @Flag(help: "Compare the layers' outputs too.")
  var layers = false
  @Flag(help: "Write JSON.")
  var json = false

  func run() throws {
    opening.startClock()
    throw ExitCode(
      Subcommands.check(
        opening.options(model), golden,
        Subcommands.CheckOptions(rtol: rtol, atol: atol, layers: layers, json: json)))
  }
}

struct Diagnose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Name the mistake that gives numbers computed by hand; ends with 1 where none does.")

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String
  @Argument(help: "A literal, a file (.npy, .npz, .json, .csv), or NAME=VALUE for each input.")
  var input: [String]
  @OptionGroup var opening: Opening
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The numbers: a literal, or a file; a .npz may name layers (lstm) and values (lstm.f).",
      valueName: "value|file"))
  var got: String
  @Option(
    help: ArgumentHelp(
      "What they are of: a layer, dense.z, lstm@2.f; the output otherwise.", valueName: "place"))
  var at: String?
  @Flag(help: "Write JSON, on one line.")
  var json = false

  func run() throws {
    opening.startClock()
    throw ExitCode(
      Subcommands.diagnose(
        opening.options(model), input.joined(separator: " "), got: got, at: at, json: json))
  }
}

struct Lesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go through a lesson that explains, shows and asks.",
    subcommands: [Play.self, CheckPages.self, New.self],
    defaultSubcommand: Play.self)

  struct Play: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go through a lesson (the default); without a name, list them.")

    @Argument(help: "A lesson's name or number, a file, or a folder with one.")
    var lesson: String?
    @Flag(help: "Begin again where a lesson was left.")
    var again = false
    @Flag(help: "No prompt: show everything and end.")
    var batch = false
    @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
    var color = "auto"
    @Flag(help: "Write only letters that every terminal has.")
    var ascii = false

    func validate() throws { try checkColor(color) }

    func run() throws {
      throw ExitCode(
        Subcommands.lesson(
          lesson, isBatch: batch, startsAgain: again, colour: color, ascii: ascii))
    }
  }

  struct CheckPages: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Tell whether all in a lesson is true; ends with 1 where it is not.")

    @Argument(help: "Pages of Markdown.")
    var files: [String]
    @Flag(help: "Put into the pages what their commands show now.")
    var write = false

    func run() throws { throw ExitCode(Subcommands.checkLessons(files, writes: write)) }
  }

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Begin a lesson from a recorded session.")

    @Argument(help: "Its name; NAME.md is written.")
    var name: String
    @Option(help: ArgumentHelp("What the command transcript wrote.", valueName: "file"))
    var from: String?

    func run() throws { throw ExitCode(Subcommands.newLesson(name, from: from)) }
  }
}

func checkColor(_ color: String) throws {
  guard ["auto", "always", "never"].contains(color) else {
    throw ValidationError("--color takes auto, always or never, not \(color)")
  }
}

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the model as a program in another language, or its equations as a document.",
    discussion: """
      The program computes one sample, with the equations and names of the listing, and checks \
      itself with a recorded input; its first lines say how. numpy's weights go to an .npz beside \
      the file, and so do those of the others when they are many.
      """)

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String
  @OptionGroup var opening: Opening
  @Option(help: ArgumentHelp("numpy, c, cpp, swift, latex or markdown.", valueName: "target"))
  var to: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; without one the text is shown.", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "The input whose length counts and that is recorded; numbers of our own without one.",
      valueName: "value|file"))
  var input: String?
  @Option(help: ArgumentHelp("The lengths that the model leaves open.", valueName: "n"))
  var timesteps: Int?
  @Flag(help: "latex, markdown: show the numbers of the input beside the equations.")
  var numbers = false

  func run() throws {
    opening.startClock()
    throw ExitCode(
      Subcommands.export(
        opening.options(model),
        Subcommands.ExportOptions(
          target: to, path: output, input: input, timesteps: timesteps, numbers: numbers)))
  }
}

/// Does what the command line says, then ends the program.
@Sendable func runProgram() -> Never {
  do {
    var command = try Kerastep.parseAsRoot()
    try command.run()
    Subcommands.exit(0)
  } catch let code as ExitCode {
    Subcommands.exit(code.rawValue)
  } catch {
    let isAnswer = Kerastep.exitCode(for: error) == .success
    Subcommands.say(Kerastep.fullMessage(for: error), isError: !isAnswer)
    Subcommands.exit(isAnswer ? 0 : 2)
  }
}

Subcommands.begin()
DeepStack.run()
