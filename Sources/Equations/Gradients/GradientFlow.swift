import Tensors
import Terms

/// Which values have a gradient to be written: those that depend on what is asked for, and that what is given depends on.
struct GradientFlow {
  private let active: Set<Int>

  init(_ program: Program, from seeds: [Value], to wanted: Set<Int>) {
    var sources: [Int: [Int]] = [:]
    for equation in program.equations {
      sources[equation.result.id] = GradientFlow.sources(of: equation)
    }
    for (alias, source) in program.aliases { sources[alias] = [source] }
    for scan in program.scans {
      for sequence in scan.sequences { sources[sequence.inner] = [sequence.outer] }
      for stack in scan.stacks { sources[stack.outer] = [stack.inner] }
      for carry in scan.carries {
        sources[carry.previous] = [carry.initial, carry.next]
        sources[carry.final] = [carry.next]
      }
    }
    var readers: [Int: [Int]] = [:]
    for (value, from) in sources {
      for source in from { readers[source, default: []].append(value) }
    }
    let reached = GradientFlow.closure(of: seeds.map(\.id), along: sources)
    active = GradientFlow.closure(of: wanted, along: readers).intersection(reached)
  }

  func contains(_ value: Value) -> Bool { active.contains(value.id) }

  func contains(_ value: Int) -> Bool { active.contains(value) }

  /// The values that an equation's result has a slope in.
  private static func sources(of equation: Equation) -> [Int] {
    var found: [Int] = []
    let result = equation.result
    guard result.dtype.isFloat else { return [] }
    let way = Term.Way(takes: { part, _ in
      guard let value = part.value else { return false }
      if value.dtype.isFloat { found.append(value.id) }
      return true
    })
    equation.differentiable.pullBack(.value(result), result: .value(result), way)
    return found
  }

  private static func closure(
    of start: some Collection<Int>, along edges: [Int: [Int]]
  ) -> Set<Int> {
    var found = Set(start)
    var rest = Array(start)
    while let next = rest.popLast() {
      for other in edges[next] ?? [] where found.insert(other).inserted { rest.append(other) }
    }
    return found
  }
}

extension Equation {
  /// Its term as an application: of one value alone, the copy that it is.
  var differentiable: Term {
    if case .value(let source) = term { .apply(Cast(source.dtype), [term]) } else { term }
  }
}
