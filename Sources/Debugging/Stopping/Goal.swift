import Equations
import Expressions
import Tensors
import Terms

/// A condition on a whole prediction, its names those of the model: `any(lstm.f > 0.999)`.
struct Goal {
  let expression: Expression
  /// The equations after which something that it names may have changed.
  let equations: Set<Int>
  private let names: Naming

  init(_ text: String, in machine: Machine, _ names: @escaping Naming) throws {
    self.names = names
    let environment = names(.model)
    let expression = try Expression(text, names: environment)
    if let error = expression.unknownName(in: environment, meant: machine.elsewhere) {
      throw error
    }
    self.expression = expression
    var equations: Set<Int> = []
    for use in expression.nameUses {
      guard let meaning = try? machine.meaning(of: use.name, in: .model) else { continue }
      for value in meaning.values { equations.formUnion(machine.equations(writing: value)) }
    }
    self.equations = equations
  }

  /// Whether it is true where the machine stands; not before all that it names is computed.
  func isReached(in machine: Machine) throws -> Bool {
    guard let value = try value(in: machine) else { return false }
    guard value.count == 1 else {
      throw Condition.Misuse.manyNumbers(expression.source, value.shape)
    }
    return value.elements.first != 0
  }

  /// Its value; nil before all that it names is computed.
  func value(in machine: Machine) throws -> Tensor? {
    for use in expression.nameUses {
      if case .notComputed? = machine.obstacle(to: use.name) { return nil }
    }
    return try expression.evaluate(in: names(.model))
  }

  /// The last tick at which something that it names was written.
  func tick(in machine: Machine) -> Int? {
    expression.nameUses.compactMap { use in
      try? machine.lookup(use.name, in: .model).tick
    }.max()
  }
}

extension Breakpoints {
  /// Throws when an expression over a whole prediction cannot be read.
  package static func check(
    _ text: String, in machine: Machine, _ names: @escaping Naming
  ) throws {
    _ = try Goal(text, in: machine, names)
  }

  /// The value of an expression over a prediction that was made, and the tick at which it was known.
  package static func result(
    of text: String, in machine: Machine, _ names: @escaping Naming
  ) throws -> (value: Tensor, tick: Int)? {
    let goal = try Goal(text, in: machine, names)
    guard let value = try goal.value(in: machine) else { return nil }
    return (value, goal.tick(in: machine) ?? machine.position.tick)
  }
}

extension Machine {
  /// Why a word has no numbers here; nil when it has.
  fileprivate func obstacle(to word: String) -> PlaceError? {
    do {
      _ = try lookup(word, in: .model)
      return nil
    } catch {
      return error as? PlaceError
    }
  }

  /// The equations with which a value comes to be there, or more of it.
  fileprivate func equations(writing value: Value) -> Set<Int> {
    switch writers[value] {
    case .equation(let id), .part(let id, _): return [id]
    case .state(_, let next): return equations(writing: program.values[next])
    case .given, .enter: return []
    case .leave(let scan):
      // What a loop gives is there with its last equation.
      var result: Set<Int> = []
      if let inside = writers.inside(value) { result = equations(writing: inside) }
      let body = program.schedule[program.scans[scan].bounds]
      for item in body.reversed() {
        if case .equation(let id) = item {
          result.insert(id)
          break
        }
      }
      return result
    }
  }
}
