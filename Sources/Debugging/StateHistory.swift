import Containers
import Terms

/// Why a recurrent state is what it is: what each timestep put into it, as much as is left of it.
///
/// With `s = a ⊙ s₋₁ + w` in every timestep, the state after t is the sum of every `w` times the
/// product of the `a` since, and of the initial state times all of them.
package struct StateHistory: Sendable {
  /// The state after a timestep.
  package let entry: Entry
  package let number: Double
  /// The equation that writes it, without the choice that carries it over masked timesteps.
  package let equation: Derived
  package let basis: Basis
  /// What was there before the first timestep, then every timestep, then what belongs to none.
  package let parts: [Part]
  /// Of a gradient that several states hand back: what came in over ways that stayed in one of them.
  package var paths: [Path] = []

  package enum Basis: Sendable {
    /// The state is such a sum: exact, given the gates as they were.
    case exact
    /// A function of another state, `h = o ⊙ tanh(C)`, whose parts are all scaled alike.
    case scaled(of: Entry, factor: Double)
    /// Functions on the way were replaced by straight lines through what they gave.
    case linearized
    /// A gradient: what came in from above in each timestep, and from behind the loop, times all that it has passed.
    case handedBack
    /// What the timesteps add to a sum over all of them.
    case summed
  }

  /// What came in over ways of one kind.
  package struct Path: Sendable {
    /// The state in which all of it stayed; nil of what went from one to another.
    package let state: Name?
    package let amount: Double
  }

  package struct Part: Sendable {
    package enum Source: Sendable, Equatable {
      case initial
      case timestep(Int)
      /// What stands behind the loop, of a gradient.
      case behind
      /// What a function gives for nothing: `σ(0)`.
      case constant
    }

    package let source: Source
    /// What was put in, and the share of it that is left; nil where it is more than one number.
    package let written, kept: Double?
    /// What it is in the state now.
    package let amount: Double
    package let isMasked: Bool
    /// How many timesteps a gradient has come back to here.
    package var back: Int?
  }

  /// The sum of all parts.
  package var total: Double { parts.reduce(0) { $0 + $1.amount } }
  /// What the parts leave unexplained.
  package var leftOver: Double { number - total }
}

/// Why there is no such history.
package enum HistoryError: Reported, Sendable, Equatable {
  case noState(String, states: [String])
  /// The state before the first timestep.
  case initial(String)
  /// The gradient that a loop begins with on the way back.
  case fromBehind(String)
  case noSum(String)
  case tooLong(Int)
  case interrupted

  package var exitCode: Int32 {
    self == .interrupted ? ExitStatus.interrupted : ExitStatus.badUsage
  }

  package var message: String {
    switch self {
    case .noState(let name, _):
      "\(name) is no state that a recurrent layer carries on"
    case .initial(let name):
      "\(name) is the state before the first timestep: no timestep put anything into it"
    case .fromBehind(let name):
      "\(name) is what the way back enters the loop with: it comes from the layers behind"
    case .noSum(let name):
      "\(name) is no sum of what the timesteps put in, and no straight line comes near it"
    case .tooLong(let count):
      "it would take \(count) steps to follow it back; choose an earlier timestep"
    case .interrupted:
      "interrupted"
    }
  }

  package var hint: String {
    switch self {
    case .noState(_, let states):
      (states.isEmpty
        ? "The model has no recurrent layer; " : "States are \(states.joined(separator: ", ")); ")
        + "explain says where any number comes from"
    case .fromBehind(let name): "explain \(name) -d 3 follows it on"
    case .noSum(let name): "explain \(name) -d 3 follows it back"
    case .initial, .tooLong, .interrupted: ""
    }
  }
}
