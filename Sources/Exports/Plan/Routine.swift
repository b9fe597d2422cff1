import Equations
import Tensors
import Terms

/// What one layer does: a stretch of the program that becomes a function.
struct Routine {
  let frame: Frame
  /// What the function is called.
  let name: String
  /// Its part of the schedule.
  let pieces: [Piece]
  /// What it reads of others: the value, by its first name, and the name that it has inside.
  let inputs: [(value: Value, local: Value)]
  /// What others read of it, or the model gives.
  let outputs: [Value]
  let weights: [Value]

  /// `lstm: LSTM(8), x (3, 2) -> h (8)`.
  var title: String {
    func list(_ values: [Value]) -> String {
      values.map { "\($0.name.ascii) \($0.shape)" }.joined(separator: ", ")
    }
    // What is kept of every timestep for the way back goes without saying.
    let given = list(inputs.map(\.local).filter { $0.scope == nil })
    let outputs = outputs.filter { $0.scope == nil }
    let title = "\(frame.path): \(frame.title)" + (given.isEmpty ? "" : ", \(given)")
    let result = outputs.isEmpty ? "" : " -> \(list(outputs))"
    // What an optimizer changes is a long list.
    return frame.forward != nil && title.count + result.count > 90 ? title : title + result
  }
}

/// A program cut into routines, with names for everything that they share.
struct Plan {
  let program: Program
  let routines: [Routine]
  /// The functions' names, and those of weights.
  let globals: Set<String>
  /// What each weight is called outside the functions; calls of a shared layer have the same.
  let weightNames: [Int: String]
  /// Every array of weights once: its name, and a value that stands for it.
  let weights: [(name: String, value: Value)]
  /// States that outlive a call: by the loop and the place of the state in it.
  let states: [(scan: Int, carry: Int, name: String)]
  let inputs: [(value: Value, name: String)]
  let outputs: [(value: Value, name: String)]

  /// The shape of a value of every timestep, with the loops that it stands in before its own axes.
  func wholeShape(_ value: Value) -> Shape {
    Shape(program.loops(value.scope).map { program.scans[$0].steps } + value.shape.dims)
  }

  /// Whether what a loop going backwards collects is a value of the way forth, in its order.
  func isKept(_ stack: Scan.Stack, of scan: Scan) -> Bool {
    scan.isBackward && !stack.isReversed && scan.parent == nil
      && program.values[stack.inner].scope == scan.axis
  }

  /// The value behind other names of it.
  func source(_ id: Int) -> Int { program.aliases[id] ?? id }

  /// The states of a loop that outlive a call, where it is given others that count in a first call
  /// only; empty otherwise.
  func statesBesideGiven(_ scan: Scan) -> [(name: String, count: Int)] {
    let own = states.filter { $0.scan == scan.id }
    guard own.contains(where: { program.numbers[scan.carries[$0.carry].initial] == nil }) else {
      return []
    }
    return own.map { ($0.name, program.values[scan.carries[$0.carry].next].shape.count) }
  }

  /// What outlives a call of a state, where anything does.
  func stateName(_ scan: Int, _ carry: Int) -> String? {
    states.first { $0.scan == scan && $0.carry == carry }?.name
  }
}
