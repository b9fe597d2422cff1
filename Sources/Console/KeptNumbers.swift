import Tensors

/// What `let` has named and what was printed, within one budget of numbers.
///
/// What is printed is kept as long as there is room: the oldest gives way. What `let` has named
/// stays until it is taken away.
struct KeptNumbers: Sendable {
  private(set) var variables = Variables()
  /// What was printed, for `$` and `$3`; nil for what gave way.
  private(set) var printed: [Tensor?] = []
  /// How many numbers there may be, 8 bytes each.
  var limit = KeptNumbers.usual
  private var printedCount = 0
  /// The oldest that may still be there.
  private var oldest = 0

  static let usual = 100_000_000

  private var variableCount: Int { variables.all.reduce(0) { $0 + $1.tensor.count } }

  /// Names a value; throws when there is no room for it beside the other variables.
  mutating func set(_ variable: Variables.Variable) throws(CommandError) {
    let before = variables[variable.name]?.tensor.count ?? 0
    let count = variableCount - before + variable.tensor.count
    guard count <= limit else {
      throw CommandError(
        "\(variable.name) would have \(variable.tensor.count) numbers, and all variables \(count); "
          + "they may have \(limit)",
        hint: "let lists them, let -d NAME forgets one; or name a part: let \(variable.name) = x[0]"
      )
    }
    variables.set(variable)
    makeRoom()
  }

  /// Forgets a name; false when there is none such.
  mutating func remove(_ name: String) -> Bool { variables.remove(name) }

  /// Keeps what is printed as the next `$n`, if there is room beside the variables.
  mutating func add(_ tensor: Tensor) {
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
