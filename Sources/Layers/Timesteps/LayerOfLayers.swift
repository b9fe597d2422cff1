import Equations
import Tensors
import Terms

/// A layer made of layers that stand one behind the other: a model.
package protocol LayerOfLayers: Layer {
  /// Writes its layers' equations, each of them for all timesteps of what it reads before the next.
  func lowerOverTimesteps(_ call: Call, to eq: Equations) throws -> [Signal]
}

/// Timesteps as samples like any others, as tf.keras has them in a TimeDistributed: the first axis of every tensor.
extension Layer {
  /// Writes its equations for all timesteps of what it reads: in a loop, or at once where it takes statistics of them all.
  package func overTimesteps(_ call: Call, to eq: Equations) throws -> [Signal] {
    if let model = self as? any LayerOfLayers {
      return try model.lowerOverTimesteps(call, to: eq)
    }
    if let norm = self as? BatchNormalization, let input = call.inputs.first,
      let whole = norm.overTimesteps(rank: input.term.shape.rank - 1, isInModel: true)
    {
      return try whole.lower(call, to: eq)
    }
    if let input = call.inputs.first, let layer = self as? any PreparedLayer {
      try layer.prepare(input.term.shape.removing(0), to: eq)
    }
    var read = ReadTimesteps()
    let whole = read.call(call)
    var hasMask: [Bool] = []
    let (_, collected) = try eq.scan(read.rows) { rows, _, _ in
      let outputs = try lower(whole(rows), to: eq)
      guard outputs.allSatisfy({ eq.layout(of: $0.term) == nil }) else {
        throw eq.walkEnd("it joins samples in a loop, which is not supported")
      }
      hasMask = outputs.map { $0.mask != nil }
      return Equations.Step(collected: outputs.flatMap { [$0.term] + [$0.mask].compactMap(\.self) })
    }
    var rest = collected[...]
    return hasMask.compactMap { hasMask in
      rest.popFirst().map { Signal($0, mask: hasMask ? rest.popFirst() : nil) }
    }
  }

  /// Its outputs in training where it takes statistics of rows of all samples, the first axis being the rows of one; nil
  /// where that is not computed.
  package func overJoinedRows(_ call: Call, to eq: Equations) throws -> [Signal]? {
    guard let norm = self as? BatchNormalization, let input = call.inputs.first,
      let whole = norm.overRows(rank: input.term.shape.rank - 1)
    else { return nil }
    return try whole.lower(call, to: eq)
  }

  /// Whether in training what is made of a timestep is not of that alone: statistics of the batch, what a call leaves.
  package var joinsTimesteps: Bool {
    ([self as any Layer] + allParts).contains { $0.takesBatchStatistics || $0.changesInTraining }
  }
}

/// The tensors of a call, a timestep of each at a time.
private struct ReadTimesteps {
  var rows: [Equations.Rows] = []

  /// Adds what a call reads; gives the call of one timestep.
  mutating func call(_ call: Call) -> ([Term]) -> Call {
    let inputs = call.inputs.map { signal($0) }
    let states = call.initialStates.map { row("s", $0) }
    let mask = call.mask.map { row("m", $0) }
    let arguments = call.arguments.map { $0.map { signal($0) } }
    let keywords = call.keywords.mapValues { $0.map { signal($0) } }
    return { rows in
      func one(_ place: Place) -> Signal {
        Signal(rows[place.term], mask: place.mask.map { rows[$0] })
      }
      return Call(
        inputs.map(one), initialStates: states.map { rows[$0] }, mask: mask.map { rows[$0] },
        arguments: arguments.map { $0.map(one) }, keywords: keywords.mapValues { $0.map(one) },
        weights: call.weights)
    }
  }

  private struct Place: Sendable {
    let term: Int
    let mask: Int?
  }

  private mutating func signal(_ signal: Signal) -> Place {
    Place(term: row("x", signal.term), mask: signal.mask.map { row("m", $0) })
  }

  private mutating func row(_ name: Name, _ term: Term) -> Int {
    if let place = rows.firstIndex(where: { $0.source.value == term.value }) { return place }
    rows.append(Equations.Rows(term.value?.name ?? name, of: term))
    return rows.count - 1
  }
}
