import Tensors
import Terms

/// A model's computation for one input shape: a list of named equations over instructions.
///
/// Immutable. The same instructions run, step and trace; loops over time are part of it.
public struct Program: Sendable {
  public internal(set) var values: [Value] = []
  public internal(set) var instructions: [Instruction] = []
  public internal(set) var equations: [Equation] = []
  public internal(set) var scans: [Scan] = []
  public internal(set) var frames: [Frame] = []
  /// The order of execution; equations inside loops stand between `enter` and `leave`.
  public internal(set) var schedule: [Item] = []
  public internal(set) var inputs: [Value] = []
  public internal(set) var outputs: [Value] = []
  public internal(set) var weights: [WeightUse] = []
  public internal(set) var numbers: [Int: Double] = [:]
  /// What is drawn at random before a run, as layers do in training.
  public internal(set) var draws: [Draw] = []
  /// Values that are other names, with the value each of them is.
  public internal(set) var aliases: [Int: Int] = [:]
  /// Where each value lies, by its id.
  public internal(set) var places: [Place] = []
  public internal(set) var storages: [Storage] = []
  /// The equations that a revision changed, in order.
  public internal(set) var changes: [Change] = []
  /// Why the program ends before the model does; nil when it is whole.
  public internal(set) var obstacle: Obstacle?
  /// How many equations are executed from start to end.
  public internal(set) var tickCount = 0
  /// The machine number that everything is computed in.
  public internal(set) var scalar = Scalar.single

  public enum Item: Sendable, Equatable {
    case equation(Int)
    case enter(Int)
    case leave(Int)
  }
}
