import Equations
import Tensors

/// A Keras layer: what its config says, which weights it has, and its equations.
///
/// One file in `Kinds` holds one layer; `LayerKinds.all` lists them.
public protocol Layer: Sendable {
  /// The classes of Keras that this is.
  static var classNames: [String] { get }

  init(_ config: Config) throws

  /// `Dense(4, relu)`: the class with what matters most.
  var title: String { get }

  /// The layer's own weights in the order in which Keras creates them.
  var weights: [WeightSpec] { get }

  /// The layers inside it, which hold weights of their own.
  var parts: [Part] { get }

  /// The groups under which Keras 3 keeps the layer's own weights: `["cell"]` for an LSTM.
  var weightGroup: [String] { get }

  /// Whether floating-point inputs are brought to the layer's format before a call.
  var castsInputs: Bool { get }

  /// Whether there are equations for it; a walk ends before a layer without.
  var isComputable: Bool { get }

  /// Writes the equations of one call and gives its outputs.
  func lower(_ call: Call, to eq: Equations) throws -> [Signal]
}

extension Layer {
  public var title: String { Self.classNames.first ?? "\(Self.self)" }
  public var weights: [WeightSpec] { [] }
  public var parts: [Part] { [] }
  public var weightGroup: [String] { [] }
  public var castsInputs: Bool { true }
  public var isComputable: Bool { true }

  /// How many weights the layer and those inside it have.
  public var weightCount: Int {
    parts.reduce(weights.count) { $0 + $1.layer.weightCount }
  }
}

/// A weight that a layer has: Keras' name for it, and whether training changes it.
public struct WeightSpec: Sendable, Hashable {
  public let key: String
  public let isTrainable: Bool

  public init(_ key: String, isTrainable: Bool = true) {
    self.key = key
    self.isTrainable = isTrainable
  }
}

/// A layer inside another one.
public struct Part: Sendable {
  /// Its name in paths: `forward_lstm`.
  public let name: String
  /// The groups under which Keras 3 keeps its weights below the outer layer's.
  public let groups: [String]
  public let layer: any Layer
  public let config: Config

  public init(_ name: String, groups: [String], _ layer: any Layer, _ config: Config) {
    self.name = name
    self.groups = groups
    self.layer = layer
    self.config = config
  }

  /// Writes the part's equations as a call inside the current one.
  public func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let path = eq.path.isEmpty ? name : "\(eq.path)/\(name)"
    return try eq.call(
      path, kind: config.kind, title: layer.title, dtype: config.computeType,
      weights: call.weights.own
    ) {
      eq.note(inputs: call.inputs.map(\.term))
      let outputs = try layer.lower(call, to: eq)
      eq.note(outputs: outputs.map(\.term))
      return outputs
    }
  }
}

/// A tensor on its way between layers, with the mask that travels along.
public struct Signal: Sendable {
  public let term: Term
  /// Truth values over the timesteps: false where one is to be left out.
  public let mask: Term?

  public init(_ term: Term, mask: Term? = nil) {
    self.term = term
    self.mask = mask
  }
}

/// What one call of a layer gets.
public struct Call: Sendable {
  public var inputs: [Signal]
  /// The states that a recurrent layer starts from, when they are given.
  public var initialStates: [Term]
  /// A mask given by hand, in place of the one that travels with the input.
  public var mask: Term?
  /// All arguments in order, for the op nodes of Keras 3, which take plain numbers too.
  public var arguments: [Argument]
  public var keywords: [String: Argument]
  public var weights: LayerWeights

  public init(
    _ inputs: [Signal], initialStates: [Term] = [], mask: Term? = nil, arguments: [Argument] = [],
    keywords: [String: Argument] = [:], weights: LayerWeights = LayerWeights()
  ) {
    self.inputs = inputs
    self.initialStates = initialStates
    self.mask = mask
    self.arguments = arguments
    self.keywords = keywords
    self.weights = weights
  }

  /// The one input; throws when there are more or fewer.
  public func input(_ eq: Equations) throws(Obstacle) -> Signal {
    guard inputs.count == 1, let input = inputs.first else {
      throw eq.obstacle("it takes one input and gets \(inputs.count)", "The file is damaged.")
    }
    return input
  }

  /// The mask that counts: the one given by hand, else the first input's.
  public var effectiveMask: Term? { mask ?? inputs.first?.mask }
}

/// An argument of a call.
public indirect enum Argument: Sendable {
  case signal(Signal)
  case number(Double)
  case list([Argument])
  case other(String)

  /// The tensors in it, in order.
  public var signals: [Signal] {
    switch self {
    case .signal(let signal): [signal]
    case .list(let list): list.flatMap(\.signals)
    case .number, .other: []
    }
  }

  /// The same argument with its tensors replaced, in order.
  public func replacingSignals(from signals: inout ArraySlice<Signal>) -> Argument {
    switch self {
    case .signal(let signal): return .signal(signals.popFirst() ?? signal)
    case .list(let list):
      var result: [Argument] = []
      for element in list { result.append(element.replacingSignals(from: &signals)) }
      return .list(result)
    case .number, .other: return self
    }
  }
}

/// The weights of a layer and of those inside it, in the order of `Layer.parts`.
public struct LayerWeights: Sendable {
  public var own: [String: any WeightSource]
  public var parts: [LayerWeights]

  public init(own: [String: any WeightSource] = [:], parts: [LayerWeights] = []) {
    self.own = own
    self.parts = parts
  }

  public func part(_ index: Int) -> LayerWeights {
    parts.indices.contains(index) ? parts[index] : LayerWeights()
  }
}

/// A layer of one input and one output.
public protocol UnaryLayer: Layer {
  /// Whether the input's mask goes on with the output.
  var keepsMask: Bool { get }
  func lower(_ x: Term, to eq: Equations) throws -> Term
}

extension UnaryLayer {
  public var keepsMask: Bool { true }

  public func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let output = try lower(input.term, to: eq)
    return [Signal(output, mask: keepsMask ? call.effectiveMask : nil)]
  }
}
