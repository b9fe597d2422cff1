// The debugger at a prompt: lines become commands, commands do something and show it.
//
// A command is a declaration, one a file in `Commands`: its names, help, example, completion, and how
// far it reaches. A line comes to it through `Lines`: the person's own words, definitions, a dialogue
// that takes it instead, the record of the session. What a debugger *is* stands below, in `Debugger`;
// how things look stands in `Views`, which are given a `Presentation` made of the `Settings` here.
// `Output` is the only way out: text, JSON or nothing, and never a control character of a model's.
//
// A console needs no terminal. Tests, lessons and the checks of lessons make their own and keep what is
// shown. It knows of a `Dialogue`, not of lessons, and of no command line: kerastep hands those in.

import Debugging
import Terminal
import Views

/// The debugger as a person meets it: takes a line, does what it says, shows what came of it.
///
/// What is common to all commands is here; each command is a file in `Commands`.
package final class Console {
  package let debugger = Debugger()
  package let output: Output
  /// The commands that it knows.
  package let commands: Commands
  package var settings = Settings() {
    didSet { applyColour() }
  }
  /// Where lines come from, so that a command can run a script.
  package var isInteractive: Bool
  /// The person's own names for commands, and commands made of others.
  var words = OwnWords()
  /// What is kept from one line to the next.
  var lineState = LineState()
  /// What `plot` drew last.
  var lastPlot: String?
  /// The picture that the last command drew.
  var shownPicture: StandingPicture?
  var followUp = FollowUp()
  /// Where it is kept how far a learner has come; nil keeps nothing.
  package var stateFolder = Terminal.userFolder("XDG_STATE_HOME", or: ".local/state")
  /// Whether the full screen is wanted; nil where there can be none.
  package var screenSwitch: ScreenSwitch?
  /// The lesson or quiz that takes the lines that are typed.
  package var dialogue: (any Dialogue)?
  private(set) var quits = false
  /// Whether the person wants to leave.
  package var hasQuit: Bool { quits }
  /// Whether what a command does shall end; asked between its steps.
  package var wishesInterruption: @Sendable () -> Bool
  /// What was typed at the prompt so far.
  var typedHere: [String] = []
  /// What was typed in earlier runs; asked when it is wanted.
  package var earlierLines: () -> [String] = { [] }
  /// What `edit` opens.
  var editor = Shell.editor
  /// Whether the person's own settings are being read: nothing is said of them.
  var isBeginning = false
  /// Where the init file is, for `set … --save`; nil keeps nothing.
  package var configFolder = Terminal.userFolder("XDG_CONFIG_HOME", or: ".config")

  package init(output: Output, isInteractive: Bool, commands: Commands = Commands()) {
    self.output = output
    self.commands = commands
    self.isInteractive = isInteractive
    if !Terminal.isUTF8 { settings.ascii = true }
    let progress = output.progress
    wishesInterruption = {
      progress?.poll()
      return Interrupt.requested
    }
    applyColour()
    debugger.breakpoints.onPrint = { [weak self] breakpoint, _, values in
      guard let self, case .print(_, let format, _) = breakpoint.kind else { return }
      self.output.line(PrintedFormat(format, presentation.arrayText).text(values))
    }
  }

  /// Makes the output as it is set; the theme may wait for what the terminal says of its background.
  package func applyColour() {
    switch settings.colour {
    case .always: output.style.usesColour = true
    case .never: output.style.usesColour = false
    case .auto: output.style.usesColour = isInteractive && Terminal.supportsColour()
    }
    output.style.usesASCII = settings.ascii
    output.style.theme = settings.theme.here
  }

  func quit() { quits = true }

  /// What was typed at the prompt, the newest last.
  var typedLines: [String] { earlierLines() + typedHere }

  /// Gives expressions the room that a page of somebody else's may have.
  package func limitToLesson() {
    debugger.elementLimit = 1_000_000
    debugger.kept.limit = 10_000_000
  }

  // MARK: Lines

  /// What became of a line.
  package enum Status: Equatable {
    case done
    /// It failed; the code that a script ends with.
    case failed(code: Int32)
  }

  /// Whether lines belong to something that was begun, and an empty one means something to it.
  package var isTakingLines: Bool { followUp.isCollecting || dialogue != nil }

  /// What stands before the cursor.
  package var promptText: String {
    if followUp.isCollecting { return "> " }
    if let dialogue { return dialogue.prompt }
    return output.style.rendered((settings.prompt?.visible ?? "(kerastep)").marked(.prompt)) + " "
  }

  /// Runs a body that shows nothing but errors.
  func quietly<R>(_ body: () throws -> R) rethrows -> R {
    let before = output.isQuiet
    output.isQuiet = true
    defer { output.isQuiet = before }
    return try body()
  }
}
