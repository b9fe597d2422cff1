import Equations
import Tensors
import Terms

/// Something that happens to numbers, at which a motion stops wherever it happens.
package enum Catch: String, Sendable, CaseIterable {
  /// A result holds NaN, and nothing computed that it was made of does.
  case nan
  /// A result holds an infinity, and nothing computed that it was made of does.
  case inf
  /// A σ or tanh gives numbers within 0.001 of its bounds.
  case saturated
  /// A relu gives nothing above 0; in a batch, a unit that is 0 in all samples will do.
  case dead
  /// A timestep is masked.
  case masked
  /// The norm of a gradient falls under a part of that of the one it came from.
  case vanishing
  /// It rises above a multiple of that.
  case exploding

  /// How near to a bound is saturated.
  package static let margin = 1e-3

  /// Of gradients: which part, or multiple, of the norm it came from is too little, or too much, unless another is said.
  package var usualLimit: Double? {
    switch self {
    case .vanishing: 1e-3
    case .exploding: 1e3
    default: nil
    }
  }
}

extension Machine {
  /// The equations at which something can happen.
  func equations(for what: Catch) -> Set<Int> {
    switch what {
    case .nan, .inf: return Set(program.equations.map(\.id))
    case .saturated:
      return Set(program.equations.filter { !bounded(in: $0).isEmpty }.map(\.id))
    case .dead:
      return Set(program.equations.filter { !relus(in: $0).isEmpty }.map(\.id))
    case .masked:
      // The first equation of the loop tells for its timestep.
      return Set(
        program.scans.filter { $0.mask != nil }.compactMap { scan in
          program.equations.first { $0.scan == scan.id }?.id
        })
    case .vanishing, .exploding: return GradientNorms(program, writers).equations
    }
  }

  /// How many numbers it happens to in an equation that was executed, of how many; nil when to none.
  func happens(
    _ what: Catch, in id: Int, at steps: [Int], sample: Int
  ) throws -> (count: Int, of: Int)? {
    let equation = program.equations[id]
    func numbers(_ value: Value) throws -> [Double] {
      try read(value, at: steps, sample: sample).elements
    }
    switch what {
    case .nan: return try isBorn(equation, numbers) { $0.isNaN }
    case .inf: return try isBorn(equation, numbers) { $0.isInfinite }
    case .saturated:
      var count = 0
      var all = 0
      for (value, bounds) in bounded(in: equation) {
        let elements = try numbers(value)
        all += elements.count
        count += elements.count { element in
          element <= bounds.lowerBound + Catch.margin || element >= bounds.upperBound - Catch.margin
        }
      }
      return count > 0 ? (count, all) : nil
    case .dead:
      for value in relus(in: equation) {
        var isAlive = [Bool](repeating: false, count: value.shape.count)
        for sample in 0..<samples {
          let elements = try read(value, at: steps, sample: sample).elements
          for (unit, element) in elements.enumerated() where element > 0 { isAlive[unit] = true }
        }
        let count = isAlive.count { !$0 }
        // One sample leaves many units at 0; that all are says something.
        if count > 0, samples > 1 || count == isAlive.count { return (count, isAlive.count) }
      }
      return nil
    case .masked:
      guard let scan = equation.scan, let mask = program.scans[scan].mask else { return nil }
      let elements = try numbers(program.values[mask])
      let count = elements.count { $0 == 0 }
      return count == elements.count ? (count, elements.count) : nil
    case .vanishing, .exploding: return nil
    }
  }

  /// Numbers that are so in a result, unless they were so in what it reads of other equations.
  private func isBorn(
    _ equation: Equation, _ numbers: (Value) throws -> [Double], _ isSo: (Double) -> Bool
  ) throws -> (count: Int, of: Int)? {
    let elements = try numbers(equation.result)
    let count = elements.count(where: isSo)
    guard count > 0 else { return nil }
    for value in equation.term.values where value.role != .weight && value.role != .number {
      if !isGiven(value), try numbers(value).contains(where: isSo) { return nil }
    }
    return (count, elements.count)
  }

  /// Whether no equation had a part in a value: an input, or a timestep of one.
  private func isGiven(_ value: Value) -> Bool {
    switch writers[value] {
    case .given: return true
    case .enter(let scan):
      let loop = program.scans[scan]
      let row = loop.sequences.first {
        writers.original(program.values[$0.inner]) == writers.original(value)
      }
      return row.map { isGiven(program.values[$0.outer]) } ?? false
    case .leave, .state, .equation, .part: return false
    }
  }

  /// What an equation computes by a function with bounds.
  private func bounded(in equation: Equation) -> [(Value, ClosedRange<Double>)] {
    let whole = equation.instructions.last
    var found = equation.instructions.compactMap { index -> (Value, ClosedRange<Double>)? in
      let instruction = program.instructions[index]
      let result = index == whole ? equation.result : program.values[instruction.result]
      switch instruction.op {
      case is Sigmoid: return (result, 0...1)
      case is Tanh: return (result, -1...1)
      default: return nil
      }
    }
    if case .named(let function, _) = equation.term, function.name.hasPrefix("hard_sigmoid") {
      found.append((equation.result, 0...1))
    }
    return found
  }

  /// The result of an equation that is a relu.
  private func relus(in equation: Equation) -> [Value] {
    switch equation.term {
    case .apply(let op, _) where op is Relu: [equation.result]
    case .named(let function, _) where function.name.hasPrefix("relu"): [equation.result]
    default: []
    }
  }
}
