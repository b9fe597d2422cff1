import Containers
import Expressions
import Models
import Tensors

/// What a person walks through a prediction with: the model that is open and what was fed to it,
/// what stops the walk, what is shown at every stop, and the numbers that were kept.
///
/// A front end holds one, hands on what it is asked for, and shows what comes of it. Nothing here
/// knows of commands or of a screen.
package final class Debugger {
  /// The model that is open, and the walk through it.
  package var session: Session? {
    didSet { session?.breakpoints = breakpoints }
  }
  /// What stops motions; they outlive inputs and models.
  package private(set) lazy var breakpoints = Breakpoints(names)
  /// What is shown at every stop.
  package var displays = Displays()
  /// What was named, and what was printed.
  package var kept = KeptNumbers()
  /// What is looked for in one sample after another.
  package var search: SampleSearch?
  /// The most elements that an expression's arrays may have.
  package var elementLimit = Expression.elementLimit
  /// Where names are looked up while a place ahead is asked about; nil: where one stands.
  package var frameAhead: StackFrame?

  package init() {
    breakpoints.sample = { [weak self] in self?.session?.sample ?? 0 }
  }

  /// What words mean, seen from a frame.
  package var names: Naming {
    { [weak self] frame in
      guard let self else { return NoNames() }
      return Scope(self, in: frame)
    }
  }

  /// What is not there yet.
  package enum Missing: Reported {
    case model
    /// Nothing was fed to the model.
    case input(Model)

    package var exitCode: Int32 { ExitStatus.badUsage }

    package var message: String {
      switch self {
      case .model: "no model is open"
      case .input(let model): "nothing was fed to \(model.name) yet"
      }
    }
  }

  /// The session; throws when no model is open.
  package func requireSession() throws(Missing) -> Session {
    guard let session else { throw .model }
    return session
  }

  /// The session and its machine; throws when nothing was fed.
  package func requireMachine() throws(Missing) -> (Session, Machine) {
    let session = try requireSession()
    guard let machine = session.machine else { throw .input(session.model) }
    return (session, machine)
  }

  // MARK: Where one looks from

  /// The frame that was chosen, the innermost one without a choice; nil before the first equation.
  package var selectedFrame: StackFrame? {
    if let frameAhead { return frameAhead }
    guard let session, let stack = session.machine?.stack, !stack.isEmpty else { return nil }
    return stack.indices.contains(session.frameOffset) ? stack[session.frameOffset] : .model
  }

  // MARK: Expressions

  /// Reads an expression whose names are those of the place where one stands.
  package func expression(_ text: String) throws(ExpressionError) -> Expression {
    try Expression(text, names: Scope(self))
  }

  /// The variables that an expression may seem to mean, but whose names are the model's values here.
  package func variablesHidden(in expression: Expression) -> [String] {
    let scope = Scope(self)
    var told: Set<String> = []
    return expression.nameUses.map(\.name).filter {
      kept.variables[$0] != nil && scope.isValue($0) && told.insert($0).inserted
    }
  }

  /// The value of an expression where one stands.
  package func evaluate(
    _ expression: Expression, shapeHint: Shape? = nil
  ) throws(ExpressionError) -> Tensor {
    try expression.evaluate(in: Scope(self), shapeHint: shapeHint, limit: elementLimit)
  }
}
