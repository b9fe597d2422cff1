import Tensors
import Terms

/// A change to what layers write, made while they write it: how a known mistake gets into a
/// program's own equations.
///
/// A revised program is a program like any other, lowered from the same layers and run by the same
/// engine; its listing shows the changed formulas, and `Program.changes` says which they are. Rules
/// are applied one after the other, so that two revisions in one are both mistakes at once.
package struct Revision: Sendable {
  /// What becomes of an equation; nil leaves it as it is.
  package typealias EquationRule = @Sendable (Draft) -> Term?
  /// What becomes of a loop over time; it may be run as it is, changed, or several times.
  package typealias LoopRule = @Sendable (LoopCall, Equations, LoopRun) throws -> LoopResult
  package typealias LoopRun = (LoopCall) throws -> LoopResult
  /// What becomes of the model's outputs.
  package typealias OutputRule = @Sendable ([Term], Equations) throws -> [Term]

  var equations: [EquationRule] = []
  var loops: [LoopRule] = []
  var outputs: [OutputRule] = []

  package init() {}

  /// A change of equations.
  package static func equation(_ rule: @escaping EquationRule) -> Revision {
    var revision = Revision()
    revision.equations = [rule]
    return revision
  }

  /// A change of the loops of recurrent layers.
  package static func loop(_ rule: @escaping LoopRule) -> Revision {
    var revision = Revision()
    revision.loops = [rule]
    return revision
  }

  /// A change of the model's outputs.
  package static func output(_ rule: @escaping OutputRule) -> Revision {
    var revision = Revision()
    revision.outputs = [rule]
    return revision
  }

  /// Whether `Program.changes` tells all that it did.
  package var changesEquationsAlone: Bool { loops.isEmpty && outputs.isEmpty }

  /// Both changes, the left one first.
  package static func + (a: Revision, b: Revision) -> Revision {
    var sum = a
    sum.equations += b.equations
    sum.loops += b.loops
    sum.outputs += b.outputs
    return sum
  }
}

/// An equation that a layer is about to write.
package struct Draft {
  /// The layer call it stands in, and that call's class.
  package let path, kind: String
  package let name: Name
  package let term: Term
  /// The list that it will be written to; what a rule needs beside it, it writes there first.
  package let equations: Equations
}

/// What the loop of a recurrent layer starts from.
package struct LoopCall {
  /// The layer call it stands in, and that call's class.
  package let path, kind: String
  /// (timesteps, features).
  package var input: Term
  /// Truth values over time.
  package var mask: Term?
  /// The states before the first timestep; nil for zeros.
  package var initial: [Term]?
  package var isReversed: Bool
  /// Which of the states the layer puts out.
  package var output: Int
  /// The shapes of the states.
  package let states: [Shape]
  /// Whether the output of every timestep is wanted beside what the layer puts out.
  package var collects = false

  package init(
    path: String, kind: String, input: Term, mask: Term?, initial: [Term]?, isReversed: Bool,
    output: Int, states: [Shape]
  ) {
    self.path = path
    self.kind = kind
    self.input = input
    self.mask = mask
    self.initial = initial
    self.isReversed = isReversed
    self.output = output
    self.states = states
  }
}

/// What the loop of a recurrent layer leaves.
package struct LoopResult {
  /// The last output, or that of every timestep.
  package var output: Term
  /// The states after the last timestep.
  package var states: [Term]
  /// The output of every timestep in the order in which they are read, where the call collects them.
  package let collected: Term?

  package init(output: Term, states: [Term], collected: Term? = nil) {
    self.output = output
    self.states = states
    self.collected = collected
  }
}

extension Equations {
  /// Runs the loop of a recurrent layer as the revision has it.
  package func loop(_ call: LoopCall, _ run: @escaping Revision.LoopRun) throws -> LoopResult {
    var run = run
    for rule in revision?.loops ?? [] {
      let inner = run
      run = { [self] in try rule($0, self, inner) }
    }
    return try run(call)
  }

  /// The equation's term as the revision has it; nil when that is the one given.
  func revised(_ name: Name, _ term: Term) -> Term? {
    guard let rules = revision?.equations, !rules.isEmpty, !isRevising else { return nil }
    isRevising = true
    defer { isRevising = false }
    let frame = currentFrame
    var result = term
    for rule in rules {
      let draft = Draft(
        path: frame?.path ?? "", kind: frame?.kind ?? "", name: name, term: result,
        equations: self)
      result = rule(draft) ?? result
    }
    return result == term ? nil : result
  }

  /// The model's outputs as the revision has them.
  package func revised(outputs: [Term]) throws -> [Term] {
    try (revision?.outputs ?? []).reduce(outputs) { try $1($0, self) }
  }

  /// The value of a name in a layer call: what it wrote, its states, its weights.
  package func value(_ name: String, of path: String) -> Term? {
    guard let frame = program.frames.last(where: { $0.path == path && $0.forward == nil }) else {
      return nil
    }
    let written = program.equations.last { $0.frame == frame.id && $0.result.name.matches(name) }
    if let written { return .value(written.result) }
    let read = program.equations.lazy.filter { $0.frame == frame.id }.flatMap(\.term.values)
    let found =
      frame.weights.first { $0.name.matches(name) } ?? read.first { $0.name.matches(name) }
    return found.map { .value($0) }
  }

  /// What a layer call is given, where that is one value.
  package func input(of path: String) -> Term? {
    let frame = program.frames.last { $0.path == path && $0.forward == nil }
    guard let inputs = frame?.inputs, inputs.count == 1 else { return nil }
    return .value(inputs[0])
  }

  /// The gradient of a name that was written for a layer call: `dx`.
  package func gradient(_ name: String, of path: String) -> Term? {
    let frames = program.frames.filter { $0.path == path && $0.forward != nil }.map(\.id)
    let written = program.equations.last {
      frames.contains($0.frame) && $0.result.name.matches(name)
    }
    return written.map { .value($0.result) }
  }

  /// Whether what is being written is of the way back.
  package var isGradient: Bool { currentFrame?.forward != nil }

  /// The right side of an equation that a layer call wrote.
  package func term(_ name: String, of path: String) -> Term? {
    guard let frame = program.frames.last(where: { $0.path == path && $0.forward == nil }) else {
      return nil
    }
    return program.equations.last {
      $0.frame == frame.id && $0.result.name.matches(name)
    }?.term
  }

  /// What a layer of a class was given, when it made the value; nil when another made it.
  package func input(ofLayer kind: String, making term: Term) -> Term? {
    guard let value = term.value else { return nil }
    let made = program.aliases[value.id] ?? value.id
    let frame = program.frames.last { frame in
      frame.kind == kind && frame.outputs.contains { $0.id == made }
    }
    return frame?.inputs.first.map { .value($0) }
  }
}

extension Program {
  /// An equation that a revision changed.
  package struct Change: Sendable {
    package let equation: Int
    /// What the layer wrote.
    package let original: Term
  }
}
