import Equations
import Tensors
import Terms

/// A layer inside another one.
package struct Part: Sendable {
  /// Its name in paths: `forward_lstm`.
  package let name: String
  /// The groups under which Keras 3 keeps its weights below the outer layer's.
  package let groups: [String]
  package let layer: any Layer
  package let config: Config

  package init(_ name: String, groups: [String], _ layer: any Layer, _ config: Config) {
    self.name = name
    self.groups = groups
    self.layer = layer
    self.config = config
  }

  /// `MaxPooling2D(2×2)`: what the layer says of itself, by the name that the file has for its class.
  package var title: String {
    let own = layer.title
    let names = (type(of: layer).classNames + [config.kind]).filter(own.hasPrefix)
    guard let name = names.max(by: { $0.count < $1.count }) else { return own }
    let rest = own.dropFirst(name.count)
    let isOther = config.className != config.kind
    return config.className + (isOther && rest.isEmpty ? ", as \(config.kind)" : rest)
  }

  /// Writes the part's equations as a call inside the current one.
  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    var open = try begin(call.weights, to: eq)
    return try lower(call, in: &open, to: eq)
  }

  /// Begins a call inside the current one, with what the layer makes before a loop around it.
  ///
  /// `row`: the shape of what it reads in a timestep. `format`: that in which it computes, where it is not its own.
  package func begin(
    _ weights: LayerWeights, beforeLoopOver row: Shape? = nil, in format: DType? = nil,
    to eq: Equations
  ) throws -> Equations.OpenCall {
    let path = eq.path.isEmpty ? name : "\(eq.path)/\(name)"
    var open = try eq.open(
      path, kind: config.kind, title: title, dtype: format ?? config.computeType,
      variables: config.variableType, weights: weights.own)
    if let row, let layer = layer as? any PreparedLayer {
      try eq.resume(&open) { try layer.prepare(row, to: eq) }
    }
    return open
  }

  /// Writes the part's equations, in a call that was begun.
  package func lower(
    _ call: Call, in open: inout Equations.OpenCall, to eq: Equations
  ) throws -> [Signal] {
    try eq.resume(&open) {
      var call = call
      call.inputs = try call.inputs.map { try cast($0, to: eq) }
      call.initialStates = try call.initialStates.map { try cast($0, to: eq) }
      eq.note(inputs: call.inputs.map(\.term))
      let outputs = try layer.lower(call, to: eq)
      eq.note(outputs: outputs.map(\.term))
      return outputs
    }
  }

  /// An input in the format of the call that is being written: Keras brings floating-point numbers to it before a call.
  package func cast(_ signal: Signal, to eq: Equations) throws -> Signal {
    Signal(try cast(signal.term, to: eq), mask: signal.mask)
  }

  /// The same of a state or any other array.
  package func cast(_ term: Term, to eq: Equations) throws -> Term {
    guard layer.castsInputs else { return term }
    try refuseFloatsInWholeFormat(term, eq)
    return try eq.inFormat(term, as: "x")
  }

  /// Throws where Keras brings floats, or the layer's weights, to whole numbers, for the layer's dtype is one of those: Keras 3
  /// does so in all layers, Keras 2 in those that prepare data.
  private func refuseFloatsInWholeFormat(_ term: Term, _ eq: Equations) throws {
    let preparing = ["Rescaling", "Resizing", "CenterCrop"]
    let does =
      config.version.major >= 3 || preparing.contains(config.kind)
      || config.kind.hasPrefix("Random")
    guard does, let whole = config.wholeType,
      try term.type().dtype.isFloat || !layer.weights.isEmpty
    else { return }
    throw eq.obstacle(
      "its dtype is \(whole), so that Keras cuts its input and its weights to whole numbers, which is not computed here",
      "Give the layer dtype=\"float32\", and save again.")
  }
}
