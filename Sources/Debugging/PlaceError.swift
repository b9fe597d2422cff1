import Containers
import Equations
import Terms

/// A word that names no place or no value here: why, and what may have been meant.
package enum PlaceError: Reported, Sendable, Equatable {
  /// No layer, value or input of that name.
  case unknown(String, nearest: String?)
  case unknownValue(String, layer: String, nearest: String?, of: [String])
  case malformed(String)
  /// A layer that executes nothing: its output is its input.
  case noEquations(layer: String)
  case noTimestep(Int, layer: String, count: Int)
  case tooManyTimesteps(layer: String, given: Int, loops: Int)
  /// `@3` where the position is in no loop.
  case notInLoop
  case noOutput(Int, layer: String, count: Int)
  /// A value that no equation writes cannot be run to.
  case isNoEquation(String)
  case noTick(Int, count: Int)
  /// A pattern that is found in no equation's name.
  case noMatch(String)
  case isBehind(Location)
  case isAhead(Location)
  /// A value that is written later: by which equation, in which timesteps, at which tick, and in
  /// how many ticks from here; `previous` is what holds it now, for a state.
  case notComputed(
    String, equation: Int?, steps: [Int], tick: Int, distance: Int, previous: Name?)
  /// A value of layers that come after one that cannot be computed.
  case blocked(Obstacle)

  package static func == (a: PlaceError, b: PlaceError) -> Bool { a.description == b.description }

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    switch self {
    case .unknown(let word, let nearest):
      "there is no \(word) here" + PlaceError.guess(nearest)
    case .unknownValue(let word, let layer, let nearest, let names):
      "\(layer) has no \(word)"
        + (nearest == nil && !names.isEmpty ? ": it has \(PlaceError.list(names))" : "")
        + PlaceError.guess(nearest)
    case .malformed(let word):
      "\(word) is no place: write a layer, lstm@3 for a timestep, lstm@3.f for a value, or a tick"
    case .noEquations(let layer):
      "\(layer) executes nothing: its output is its input"
    case .noTimestep(let step, let layer, let count):
      "\(layer) has no timestep \(step): they are 0…\(count - 1)"
    case .tooManyTimesteps(let layer, let given, let loops):
      loops == 0
        ? "\(layer) has no timesteps"
        : "\(layer) stands in \(loops) loop\(loops == 1 ? "" : "s"), but \(given) timesteps are given"
    case .notInLoop:
      "the position is in no loop: write the layer before the @"
    case .noOutput(let index, let layer, let count):
      count == 0
        ? "\(layer) has no output" : "\(layer) has no output \(index): they are 0…\(count - 1)"
    case .isNoEquation(let word):
      "\(word) is not computed by an equation"
    case .noTick(let tick, let count):
      "there is no tick \(tick): they are 0…\(count)"
    case .noMatch(let word):
      "\(word) is found in no equation's name: they are like lstm.f"
    case .isBehind(let location):
      "\(location.word) is not ahead; goto \(location.word) goes there"
    case .isAhead(let location):
      "\(location.word) is not behind; goto \(location.word) goes there"
    case .notComputed(let word, _, _, let tick, let distance, let previous):
      "\(word) is not computed yet: it will be at tick \(tick), in \(distance) "
        + (distance == 1 ? "step" : "steps")
        + (previous.map { "; \($0.ascii) is the timestep before" } ?? "")
    case .blocked(let obstacle):
      obstacle.description
    }
  }

  /// What else there is, for a word that is like none of it.
  package var hint: String {
    switch self {
    case .unknown(let word, nearest: nil) where word.hasPrefix("train@"):
      "goto \(word) goes to a step that was made; in it are places: \(word)/dense.z"
    case .unknown(_, nearest: nil): "list all shows every layer and its values"
    default: ""
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }

  private static func guess(_ nearest: String?) -> String {
    nearest.map { "; did you mean \($0)?" } ?? ""
  }
}
