import Containers
import Debugging
import Equations
import Tensors
import Terminal
import Views

/// What becomes of a line: who takes it, what it stands for, what is told of it when it fails.
///
/// What was begun takes it first: lines up to `end`, a lesson, a quiz. Otherwise it is done: it is
/// kept in the record, the person's own words in it are followed, its command runs, and after that
/// what a breakpoint at which it stopped asks for.
package struct LineInterpreter {
  let console: Console
  /// Where the line stands in a script; nil for one that was typed.
  let place: ScriptPlace?

  package init(_ console: Console, at place: ScriptPlace? = nil) {
    self.console = console
    self.place = place
  }

  // MARK: Who takes a line

  /// Gives a line to what was begun, or does it; errors are shown and never end the program.
  func execute(_ line: String) -> Console.Status {
    console.shownPicture = nil
    let depth = console.lineState.lines
    console.lineState.lines += 1
    defer { console.lineState.lines = depth }
    if depth == 0, console.isInteractive, console.output.taker == nil { beginProgress() }
    defer { if depth == 0 { console.output.progress?.end() } }
    return Interruption.listening(to: console.wishesInterruption) {
      if console.followUp.isCollecting { return collect(line.trimmed) }
      let typed = TypedLine(line, of: console.commands)
      guard !typed.commands.isEmpty else { return .done }
      if let dialogue = console.dialogue { return dialogue.take(typed.text) }
      return perform(line)
    }
  }

  /// From here on a command that takes long says how far the walk is.
  private func beginProgress() {
    guard let machine = console.session?.machine else {
      console.output.progress?.begin()
      return
    }
    let (reached, all) = (machine.reached, Table.grouped(machine.program.tickCount))
    let start = machine.frontier
    guard !machine.isTraining else {
      console.output.progress?.begin { "step \(Table.grouped(reached.step)) of training" }
      return
    }
    console.output.progress?.begin {
      reached.count > start ? "tick \(Table.grouped(reached.count)) of \(all)" : nil
    }
  }

  /// Takes a line as some of a breakpoint's commands or of a definition, or as text of a help.
  private func collect(_ line: String) -> Console.Status {
    guard !console.followUp.isText else {
      _ = console.followUp.takes(line)
      return .done
    }
    let typed = TypedLine(WholeLine.withoutPrompt(line), of: console.commands)
    for text in typed.commands {
      let status = collect(command: text)
      if status != .done { return status }
    }
    return .done
  }

  private func collect(command text: String) -> Console.Status {
    if let command = console.commands.find(text.firstWord.word), command.takesLines {
      return failed(
        CommandError(
          "\(command.name) cannot stand inside what is typed up to end", hint: "end closes it"))
    }
    _ = console.followUp.takes(text)
    return .done
  }

  // MARK: A line, and what follows it

  /// Does what a line says, whatever lesson or quiz is going on: its commands one after the other, up
  /// to the first that fails. What one of them begins takes those behind it.
  package func perform(_ line: String) -> Console.Status {
    let dialogue = console.dialogue
    for command in TypedLine(line, of: console.commands).commands {
      let status: Console.Status
      if console.followUp.isCollecting {
        status = collect(command)
      } else if let begun = console.dialogue, begun !== dialogue {
        status = begun.take(command)
      } else {
        status = performOne(command)
      }
      if status != .done || console.quits || Interrupt.requested { return status }
    }
    return .done
  }

  /// Does a command; then what the breakpoints at which it has stopped ask for. An empty one repeats
  /// a motion.
  private func performOne(_ text: String) -> Console.Status {
    let typed = text.isEmpty && console.isInteractive ? console.lineState.repeated : text
    guard var line = typed, !line.isEmpty else { return .done }
    defer { _ = console.followUp.take() }
    var rest: ArraySlice<String> = []
    console.lineState.isTyped = place == nil && console.lineState.scripts == 0
    defer { console.lineState.isTyped = false }
    var typedState: LineState?
    while true {
      let status = performAlone(line)
      console.lineState.isTyped = false
      // What breakpoints ask for is not what an empty line does again.
      if let typedState { console.lineState = typedState }
      typedState = console.lineState
      tellOfPending()
      if status != .done || console.quits || Interrupt.requested { return status }
      // A stop on the way of these commands has its own in their place.
      if let asked = console.followUp.take() { rest = asked[...] }
      guard let next = rest.popFirst() else { return .done }
      line = next
    }
  }

  /// Does one line, which is kept in the record with what it shows.
  private func performAlone(_ text: String) -> Console.Status {
    // An echoed line is shown already.
    if place == nil || !console.settings.echo { console.output.record.add(command: text) }
    let hint = hintAtValue(text)
    let status = tried(text)
    if let hint { console.output.line(hint.marked(.dim)) }
    guard let failure = console.output.record.takeFailure() else { return status }
    console.output.error(describe(CommandError(failure)))
    return status == .done ? .failed(code: Problem.Code.unusableFile) : status
  }

  private func tried(_ text: String) -> Console.Status {
    do {
      try run(text)
      return .done
    } catch let ended as ScriptEnded {
      return .failed(code: ended.code)
    } catch {
      return failed(error)
    }
  }
}

extension Console {
  /// Does what a line says; errors are shown and never end the program.
  @discardableResult
  package func execute(_ line: String, at place: ScriptPlace? = nil) -> Status {
    LineInterpreter(self, at: place).execute(line)
  }
}
