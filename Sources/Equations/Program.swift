import Containers
import Tensors

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

/// One op with the values it reads and the value it writes.
public struct Instruction: Sendable {
  public let op: any Op
  public let operands: [Int]
  public let result: Int
  /// The part of the equation that it computes.
  public let term: Term
  /// Whether it ran for all timesteps at once when its loop was entered.
  public let isHoisted: Bool
}

/// A name, the expression behind it, a short note, and the instructions that compute it.
public struct Equation: Sendable {
  public let id: Int
  public let frame: Int
  public let result: Value
  public let term: Term
  public let note: String
  /// Its instructions in order; the hoisted ones among them ran when the loop was entered.
  public let instructions: [Int]
  /// The loop it stands in.
  public let scan: Int?
  /// Executions before it within one pass of the loop it stands in, or within the program.
  public internal(set) var offset = 0

  /// `z = x·W + b`.
  public func text(_ style: Formula.Style = Formula.Style()) -> String {
    "\(result.name.text(style.alphabet)) = \(term.formula(style).text)"
  }
}

/// A loop over time.
public struct Scan: Sendable {
  /// An array of the outside whose rows the loop reads, one a timestep.
  public struct Sequence: Sendable {
    public let outer: Int
    public let inner: Int
    public let isReversed: Bool
  }

  /// A state: its value before the first timestep, in a timestep before and after.
  public struct Carry: Sendable {
    public let initial: Int
    public let previous: Int
    public let next: Int
    /// What is read of it after the loop: its value in the last timestep.
    public let final: Int
    /// Whether the next input of a stateful loop goes on from it.
    public let outlives: Bool
  }

  /// A value of every timestep, made an array of the outside when the loop is left.
  public struct Stack: Sendable {
    public let inner: Int
    public let outer: Int
  }

  public let id: Int
  public let frame: Int
  public let parent: Int?
  public let steps: Int
  /// Whether the next input goes on from the states that this one leaves.
  public let isStateful: Bool
  /// Whether states carried over, unless all of them are 0, count more than those that are given.
  public let prefersCarried: Bool
  public internal(set) var sequences: [Sequence] = []
  public internal(set) var carries: [Carry] = []
  public internal(set) var stacks: [Stack] = []
  /// Instructions that need no timestep, run once on entering.
  public internal(set) var prelude: [Int] = []
  /// Instructions run on entering for all timesteps at once.
  public internal(set) var hoisted: [Int] = []
  /// The mask that its equations choose by; nil without one.
  public internal(set) var mask: Int?
  /// Executions before it within one pass of what it stands in, and in one timestep of it.
  public internal(set) var offset = 0
  public internal(set) var ticksPerStep = 0
  /// Its `enter` and `leave` in the schedule.
  public internal(set) var bounds = 0..<0
}

/// One call of a layer: what a debugger would call a stack frame.
public struct Frame: Sendable {
  public let id: Int
  public let parent: Int?
  /// `encoder/dense#2`.
  public let path: String
  /// Keras' class.
  public let kind: String
  /// `Dense(4, relu)`, which begins with the class as the file names it.
  public let title: String
  public internal(set) var inputs: [Value] = []
  public internal(set) var outputs: [Value] = []
  public internal(set) var weights: [Value] = []
  /// What was drawn at random for it.
  public internal(set) var drawn: [Value] = []
  public internal(set) var remark: String?

  /// Whether a word is its class, Keras' or the file's, or all that is shown of it.
  public func isOf(_ word: String) -> Bool {
    guard kind != word, title != word else { return true }
    guard !word.isEmpty, title.hasPrefix(word) else { return false }
    return title.dropFirst(word.count).first.map { "(, ".contains($0) } ?? true
  }
}

/// A weight that a program reads.
public struct WeightUse: Sendable {
  public let value: Int
  public let source: any WeightSource
}

/// Numbers of a model file, fetched when they are used.
public protocol WeightSource: Sendable {
  var shape: Shape { get }
  /// The bytes in place, at any address, when they are what the machine computes with; nil
  /// otherwise. They keep the memory that they lie in.
  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes?
  /// Writes the numbers to memory; throws when the file cannot give them.
  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) throws
  /// Throws when the file has changed since it was opened; reads nothing else of it.
  func verify() throws
  /// What tells the numbers from all others; calls of a shared layer read the same. nil: unknown.
  var identity: String? { get }
}

extension WeightSource {
  public var identity: String? { nil }
}

/// Where a value lies: which storage, and which of its slots at timestep t.
public struct Place: Sendable {
  public internal(set) var storage: Int
  /// Slots before (−1) the one of the timestep, for a state's previous value.
  public internal(set) var shift = 0
  /// A fixed slot of the innermost loop, for what is read after it.
  public internal(set) var slot: Int?
}

/// Memory for one value in every timestep of the loops it stands in.
public struct Storage: Sendable {
  public let count: Int
  public let isBatched: Bool
  /// The loops around it, outermost first.
  public let scans: [Int]
  /// Slots before the one of timestep 0: one for a state.
  public internal(set) var lead = 0
}

/// A layer that cannot be computed: everything before it can.
public struct Obstacle: Sendable, Error, CustomStringConvertible {
  public let path: String
  public let kind: String
  public let reason: String
  public let advice: String

  public init(path: String, kind: String, reason: String, advice: String) {
    self.path = path
    self.kind = kind
    self.reason = reason
    self.advice = advice
  }

  public var description: String { "\(path) (\(kind)): \(reason)\n\(advice)" }
}
