import Terms

/// How long a program may get: a small file can call shared models inside each other 2³⁰ times.
package struct ProgramLimit: Sendable, Hashable {
  /// Calls of layers, those of models inside each other too.
  package var calls: Int
  package var equations: Int
  package var instructions: Int
  /// How many parts one equation may have, and how deep its ops may stand in each other.
  package var parts = 50_000
  package var depth = 250

  package init(calls: Int, equations: Int, instructions: Int) {
    self.calls = calls
    self.equations = equations
    self.instructions = instructions
  }

  package static let standard = ProgramLimit(
    calls: 40_000, equations: 200_000, instructions: 1_000_000)

  /// What a program has too many of; nil when it may go on.
  func excess(of program: Program) -> String? {
    if program.frames.count >= calls {
      return "it calls layers more than \(calls) times, those of models inside it counted"
    }
    if program.equations.count >= equations { return "it has more than \(equations) equations" }
    if program.instructions.count >= instructions {
      return "its equations have more than \(instructions) operations"
    }
    return nil
  }

  /// What is too much in a term; nil when it can be gone through by calls inside calls.
  func excess(of term: Term) -> String? {
    var rest = [(term: term, depth: 1)]
    var count = 0
    while let next = rest.popLast() {
      count += 1
      guard next.depth <= depth else {
        return "in an equation operations may stand \(depth) deep in each other"
      }
      guard count <= parts else { return "an equation may have \(parts) parts" }
      for child in next.term.children { rest.append((child, next.depth + 1)) }
    }
    return nil
  }
}
