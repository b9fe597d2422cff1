import Debugging

/// What commands ask of the debugger.
extension Console {
  /// The model that is open, and the walk through it.
  package var session: Session? {
    get { debugger.session }
    set { debugger.session = newValue }
  }

  package var breakpoints: Breakpoints { debugger.breakpoints }

  /// The session; throws when no model is open.
  package func requireSession() throws(CommandError) -> Session {
    do {
      return try debugger.requireSession()
    } catch {
      throw CommandError(error)
    }
  }

  /// The machine; throws when nothing was fed.
  package func requireMachine() throws(CommandError) -> (Session, Machine) {
    do {
      return try debugger.requireMachine()
    } catch {
      throw CommandError(error)
    }
  }
}
