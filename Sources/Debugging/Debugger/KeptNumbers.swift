import Containers
import Tensors

/// What was named and what was printed, within one budget of numbers.
///
/// What is printed is kept as long as there is room: the oldest gives way. What was named
/// stays until it is taken away.
package struct KeptNumbers: Sendable {
  package private(set) var variables = Variables()
  /// What was printed, for `$` and `$3`; nil for what gave way.
  package private(set) var printed: [Tensor?] = []
  /// How many numbers there may be, 8 bytes each.
  package var limit = KeptNumbers.usual
  private var printedCount = 0
  /// The oldest that may still be there.
  private var oldest = 0

  package static let usual = 100_000_000

  private var variableCount: Int { variables.all.reduce(0) { $0 + $1.tensor.count } }

  package init() {}

  /// That a variable has no room beside the others.
  package struct NoRoom: Reported, Sendable, Equatable {
    package let name: String
    /// How many numbers it has, and how many all variables would have.
    package let count, sum: Int
    package let limit: Int

    package var exitCode: Int32 { ExitStatus.badUsage }

    package var message: String {
      "\(name) would have \(count) numbers, and all variables \(sum); they may have \(limit)"
    }
  }

  /// Names a value; throws when there is no room for it beside the other variables.
  package mutating func set(_ variable: Variables.Variable) throws(NoRoom) {
    let before = variables[variable.name]?.tensor.count ?? 0
    let count = variable.tensor.count
    let sum = variableCount - before + count
    guard sum <= limit else {
      throw NoRoom(name: variable.name, count: count, sum: sum, limit: limit)
    }
    variables.set(variable)
    makeRoom()
  }

  /// Forgets a name; false when there is none such.
  package mutating func remove(_ name: String) -> Bool { variables.remove(name) }

  /// Keeps what is printed as the next `$n`, if there is room beside the variables.
  package mutating func add(_ tensor: Tensor) {
    printed.append(tensor)
    printedCount += tensor.count
    makeRoom()
  }

  private mutating func makeRoom() {
    while variableCount + printedCount > limit, oldest < printed.count {
      printedCount -= printed[oldest]?.count ?? 0
      printed[oldest] = nil
      oldest += 1
    }
  }
}
