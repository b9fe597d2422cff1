import Containers

/// Why a recurrent state is what it is: what each timestep put into it, as much as is left of it.
///
/// With `s = a ⊙ s₋₁ + w` in every timestep, the state after t is the sum of every `w` times the
/// product of the `a` since, and of the initial state times all of them.
public struct StateHistory: Sendable {
  /// The state after a timestep.
  public let entry: Entry
  public let number: Double
  /// The equation that writes it, without the choice that carries it over masked timesteps.
  public let equation: Derived
  public let basis: Basis
  /// What was there before the first timestep, then every timestep, then what belongs to none.
  public let parts: [Part]

  public enum Basis: Sendable {
    /// The state is such a sum: exact, given the gates as they were.
    case exact
    /// A function of another state, `h = o ⊙ tanh(C)`, whose parts are all scaled alike.
    case scaled(of: Entry, factor: Double)
    /// Functions on the way were replaced by straight lines through what they gave.
    case linearized
  }

  public struct Part: Sendable {
    public enum Source: Sendable, Equatable {
      case initial
      case timestep(Int)
      /// What a function gives for nothing: `σ(0)`.
      case constant
    }

    public let source: Source
    /// What was put in, and the share of it that is left; nil where it is more than one number.
    public let written, kept: Double?
    /// What it is in the state now.
    public let amount: Double
    public let isMasked: Bool
  }

  /// The sum of all parts.
  public var total: Double { parts.reduce(0) { $0 + $1.amount } }
  /// What the parts leave unexplained.
  public var leftOver: Double { number - total }
}

/// Why there is no such history.
public enum HistoryError: Reported, Sendable, Equatable {
  case noState(String, states: [String])
  /// The state before the first timestep.
  case initial(String)
  case noSum(String)
  case tooLong(Int)
  case interrupted

  package var exitCode: Int32 {
    self == .interrupted ? ExitStatus.interrupted : ExitStatus.badUsage
  }

  public var description: String {
    switch self {
    case .noState(let name, let states):
      "\(name) is no state that a recurrent layer carries on\n"
        + (states.isEmpty
          ? "The model has no recurrent layer; explain says where any number comes from"
          : "States are \(states.joined(separator: ", ")); "
            + "explain says where any number comes from")
    case .initial(let name):
      "\(name) is the state before the first timestep: no timestep put anything into it"
    case .noSum(let name):
      "\(name) is no sum of what the timesteps put in, and no straight line comes near it\n"
        + "explain \(name) -d 3 follows it back"
    case .tooLong(let count):
      "it would take \(count) steps to follow it back; choose an earlier timestep"
    case .interrupted:
      "interrupted"
    }
  }
}
