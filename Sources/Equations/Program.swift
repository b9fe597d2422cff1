import Tensors
import Terms

/// A model's computation for one input shape: a list of named equations over instructions.
///
/// Immutable. The same instructions run, step and trace; loops over time are part of it.
package struct Program: Sendable {
  package internal(set) var values: [Value] = []
  package internal(set) var instructions: [Instruction] = []
  package internal(set) var equations: [Equation] = []
  package internal(set) var scans: [Scan] = []
  package internal(set) var frames: [Frame] = []
  /// The order of execution; equations inside loops stand between `enter` and `leave`.
  package internal(set) var schedule: [Item] = []
  package internal(set) var inputs: [Value] = []
  package internal(set) var outputs: [Value] = []
  /// What outputs are compared with, given beside the inputs.
  package internal(set) var targets: [Value] = []
  /// The number that gradients are of; nil where none is.
  package internal(set) var loss: Value?
  /// The first equation behind the prediction: of a loss, or of gradients; nil where there is none.
  var firstBehind: Int?
  package internal(set) var weights: [WeightUse] = []
  package internal(set) var numbers: [Int: Double] = [:]
  /// What is drawn at random before a run, as layers do in training.
  package internal(set) var draws: [Draw] = []
  /// The texts whose words were counted when it was made, by the inputs that they were fed to.
  package internal(set) var countedTexts: [Int: Set<Double>] = [:]
  /// The lengths that values hold, by the values' ids.
  var lengths: [Int: Lengths] = [:]
  /// How samples lie in what Keras has of values, where they are not the first axis by themselves.
  var layouts: [Int: SampleLayout] = [:]
  /// Values that are computed from lengths alone.
  var withoutSamples: Set<Int> = []
  /// Why Keras ends with an error where a value is true, by the values' ids.
  var refusals: [Int: String] = [:]
  /// Values that are other names, with the value each of them is.
  package internal(set) var aliases: [Int: Int] = [:]
  /// Where each value lies, by its id.
  package internal(set) var places: [Place] = []
  package internal(set) var storages: [Storage] = []
  /// The gradients of values, by the values' ids.
  package internal(set) var gradients: [Int: Int] = [:]
  /// What a step of training leaves for the next one.
  package internal(set) var updates: [Update] = []
  /// The equations that a revision changed, in order.
  package internal(set) var changes: [Change] = []
  /// Why the program ends before the model does; nil when it is whole.
  package internal(set) var obstacle: Obstacle?
  /// How many equations are executed from start to end.
  package internal(set) var tickCount = 0
  /// The machine number that everything is computed in.
  package internal(set) var scalar = Scalar.single

  /// How many equations are executed until the outputs are there.
  package var predictionTicks: Int {
    guard let firstBehind, equations.indices.contains(firstBehind) else { return tickCount }
    return equations[firstBehind].offset
  }

  /// A value that is given, and what stands for it in the next step of training.
  package struct Update: Sendable, Equatable {
    /// A weight, or what an optimizer keeps for it.
    package let given: Int
    package let next: Int
    /// What it is called where an optimizer keeps it; nil of a weight.
    package let key: String?
  }

  package enum Item: Sendable, Equatable {
    case equation(Int)
    case enter(Int)
    case leave(Int)
  }
}
