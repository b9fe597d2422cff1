import Debugging
import Terminal

/// What commands ask of the debugger.
extension Console {
  /// The model that is open, and the walk through it.
  package var session: Session? {
    get { debugger.session }
    set { debugger.session = newValue }
  }

  var breakpoints: Breakpoints { debugger.breakpoints }

  /// Whether what a command does shall end.
  var wishesInterruption: @Sendable () -> Bool {
    get { debugger.isInterrupted }
    set { debugger.isInterrupted = newValue }
  }

  /// The session; throws when no model is open.
  func requireSession() throws(CommandError) -> Session {
    do {
      return try debugger.requireSession()
    } catch {
      throw Console.error(error)
    }
  }

  /// The machine; throws when nothing was fed.
  func requireMachine() throws(CommandError) -> (Session, Machine) {
    do {
      return try debugger.requireMachine()
    } catch {
      throw Console.error(error)
    }
  }

  /// What is missing, and what to type.
  private static func error(_ missing: Debugger.Missing) -> CommandError {
    switch missing {
    case .model: CommandError("\(missing)", hint: "open xor")
    case .input(let model):
      CommandError(
        "\(missing)",
        hint: "It takes \(model.inputsText.visible): \(FeedCommand.hint(model))")
    }
  }
}
