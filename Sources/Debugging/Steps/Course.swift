import Engine
import Equations
import Models
import Tensors
import Terms

/// The steps of training that a run goes through: what each is given, and what the ones before it left.
///
/// A program is one step. What it leaves for the next (`Program.updates`) is kept before some steps, the closer together
/// the more memory there is; any step can be gone to, computed again from the last one before it, to the same bits.
final class Course {
  let batches: Batches
  /// What each update of the program changes: the value that is given, and what else reads the same weight.
  let places: [[Int]]
  /// How many steps the walk has been asked to go through: it ends behind the last of them.
  var count = 1
  /// Whether the person has trained: then the weights stay as they became.
  var isTrained = false
  /// The loss of every step that was gone through to its end, from the first on.
  private(set) var losses: [Double] = []
  /// What was set, in the order in which it was.
  private(set) var settings: [Setting] = []
  /// What some steps began with.
  private var states: [Int: State] = [:]
  /// How often something was set.
  private(set) var changes = 0
  private var spacing = 1
  /// How many bytes are kept for a step on average: copying much more would take longer than the step, which is computed
  /// again in its time.
  private static let bytesPerStep = 1 << 16
  private var bytes = 0
  private let limit: Int

  /// What a step begins with: the weights, what the optimizer keeps, and the states of stateful layers.
  struct State {
    /// Update by update.
    let given: [[UInt8]]
    let beginning: CarriedState.Beginning

    /// With what the arrays themselves take, which is most of it where weights are few.
    var byteCount: Int {
      given.reduce(128) { $0 + $1.count + 64 } + (beginning.states?.byteCount ?? 0)
    }
  }

  /// A value that was set in a step.
  struct Setting {
    let step: Int
    let position: Position
    let value: Value
    let steps: [Int]
    let sample: Int
    let tensor: Tensor
  }

  /// How many bytes states may take in a run of a budget: steps between them are computed again.
  static func limit(in budget: MemoryBudget) -> Int { min(budget.bytes / 8, 256 << 20) }

  /// `limit`: how many bytes states may take.
  init(_ program: Program, _ batches: Batches, limit: Int) {
    self.batches = batches
    self.limit = limit
    let named = program.weights.filter { $0.source.identity != nil }
    let readers = Dictionary(grouping: named, by: \.source.identity).mapValues { $0.map(\.value) }
    let identities = Dictionary(
      named.map { ($0.value, $0.source.identity) }, uniquingKeysWith: { first, _ in first })
    places = program.updates.map { update in
      identities[update.given].flatMap { readers[$0] } ?? [update.given]
    }
  }

  // MARK: States

  /// Before how many steps a state is kept.
  var stateCount: Int { states.count }

  /// The last step at or before one before which a state is kept.
  func nearest(_ step: Int) -> Int? {
    stride(from: step - step % spacing, through: 0, by: -spacing).first { states[$0] != nil }
  }

  func state(before step: Int) -> State? { states[step] }

  /// Keeps the state before a step, where one is due; where all of them would take too much, every second one goes.
  func keep(_ state: () throws -> State, before step: Int) rethrows {
    guard step % spacing == 0, states[step] == nil else { return }
    let new = try state()
    let size = new.byteCount
    if states.isEmpty { spacing = max(1, size / Course.bytesPerStep) }
    states[step] = new
    bytes += size
    while bytes > limit, states.count > 2 {
      spacing *= 2
      for step in states.keys where step % spacing != 0 { drop(step) }
    }
  }

  private func drop(_ step: Int) {
    bytes -= states.removeValue(forKey: step)?.byteCount ?? 0
  }

  /// Notes the loss of a step that is at its end.
  func note(_ loss: Double, of step: Int) {
    if losses.count == step { losses.append(loss) }
  }

  // MARK: Settings

  /// Sets in its steps what was set in those of another course.
  func take(changesOf other: Course) { (settings, changes) = (other.settings, other.changes) }

  /// Keeps what was set in a step; what followed from the old number is computed again.
  func keep(_ setting: Setting, dropping isLost: (Setting) -> Bool) {
    settings.removeAll { $0.step > setting.step || $0.step == setting.step && isLost($0) }
    settings.append(setting)
    changes += 1
    for step in states.keys where step > setting.step { drop(step) }
    losses.removeSubrange(min(setting.step, losses.count)...)
  }
}
