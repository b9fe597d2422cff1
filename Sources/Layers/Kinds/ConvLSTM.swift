import Equations
import Tensors
import Terms

/// `LSTM` over images: in every timestep a convolution of the input and one of the state take the place of products.
///
/// x (timesteps, …places, channels), W (…window, channels, 4·filters), U (…window, filters, 4·filters), b (4·filters), the
/// blocks in the order i, f, g, o; h and C (…places, filters). The state's convolution keeps its places.
struct ConvLSTM: SequenceLayer {
  static let classNames = ["ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"]
  static let ignoredKeys = Recurrence.ignoredKeys
  private let options: WindowedLayer
  private let filters: Int
  private let gates: LSTMGates
  private let dropout: CellDropout
  var recurrence: Recurrence {
    didSet { recurrence.zeroesMaskedOutput = recurrence.zeroesMaskedOutput && knowsZeroes }
  }
  /// Keras 2 has no place in it where a masked timestep would put out zeros, whatever Bidirectional asks for.
  private let knowsZeroes: Bool

  init(_ config: Config) throws {
    filters = try config.int("filters")
    options = try WindowedLayer(config, filters: filters, activation: "tanh")
    let usual = config.version.major < 3 ? "hard_sigmoid" : "sigmoid"
    gates = LSTMGates(
      activation: try config.activation(default: "tanh"),
      recurrentActivation: try config.activation("recurrent_activation", default: usual))
    dropout = try CellDropout(config, gates: LSTMGates.names, isAlwaysByGate: true)
    recurrence = try Recurrence(config)
    guard !recurrence.isTimeMajor else {
      throw config.error(
        "time_major", "false: Keras reads images with samples first whatever it says")
    }
    recurrence.masksPlaces = !options.channels.isFirst
    knowsZeroes = config.version.major >= 3
  }

  var title: String { options.title }
  var weights: [WeightSpec] { options.weights("kernel", "recurrent_kernel") }
  var weightGroup: [String] { ["cell"] }
  var outputCount: Int { recurrence.outputCount(states: 2) }
  var isRandomInTraining: Bool { dropout.drops }
  var trainingRemark: String? { dropout.trainingRemark }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let rank = options.window.count
    let sequence = try call.sequence(rank: rank + 2, eq)
    let arranged = try last(call, eq)
    let x = arranged.inputs.first?.term ?? sequence.term
    let W = try eq.weight(
      "kernel", as: "W", Shape(options.window + [x.shape.width, 4 * filters]))
    let U = try eq.weight(
      "recurrent_kernel", as: "U", Shape(options.window + [filters, 4 * filters]))
    let b = try options.bias(4 * filters, eq)
    let seen = Convolve(rank: rank, options.sliding)
    let recalled = Convolve(rank: rank, Sliding(rank: rank, padding: .same))
    let shape = try places(x, seen, W, eq).replacing(rank, with: filters)
    let states = ["h", "C"].map { CellState(name: $0, shape: shape) }
    let outputs = try recurrence.lower(arranged, states, output: 0, to: eq) { x, states, mask in
      let products = [
        GateProduct(kept: try dropout.input(x, eq), matrix: W) { .apply(seen, [$0, $1]) },
        GateProduct(kept: try dropout.state(states[0], eq), matrix: U) {
          .apply(recalled, [$0, $1])
        },
      ]
      let z = try LSTMGates.sums.write(products, b, to: eq)
      return try gates.states(z, from: states, mask, to: eq)
    }
    return try first(outputs, eq)
  }

  /// The shape of what the convolution makes of one timestep.
  private func places(
    _ x: Term, _ convolve: Convolve, _ W: Term, _ eq: Equations
  ) throws -> Shape {
    do {
      let types = [TensorType(x.shape.removing(0), eq.dtype), try W.type()]
      return try convolve.result(of: types).shape
    } catch let misfit as Misfit {
      throw eq.obstacle(misfit.reason, "What is fed, or the file, does not fit the layer.")
    }
  }

  // MARK: Channels

  /// The call with channels last.
  private func last(_ call: Call, _ eq: Equations) throws -> Call {
    guard options.channels.isFirst, let input = call.inputs.first else { return call }
    let rank = options.window.count
    var result = call
    let x = try eq(
      "x_last", input.term(Permute([0] + Array(2...rank + 1) + [1])), "channels last")
    result.inputs[0] = Signal(x, mask: input.mask)
    result.initialStates = try call.initialStates.enumerated().map { index, state in
      try eq(.numbered("s", index + 1), state(Permute(Array(1...rank) + [0])), "channels last")
    }
    return result
  }

  /// The outputs with channels where the layer's are.
  private func first(_ outputs: [Signal], _ eq: Equations) throws -> [Signal] {
    guard options.channels.isFirst else { return outputs }
    let rank = options.window.count
    return try outputs.enumerated().map { index, output in
      let isSequence = output.term.shape.rank > rank + 1
      let order = isSequence ? [0, rank + 1] + Array(1...rank) : [rank] + Array(0..<rank)
      let name: Name = index == 0 ? "y" : index == 1 ? "h_first" : "C_first"
      return Signal(
        try eq(name, output.term(Permute(order)), "channels first again"), mask: output.mask)
    }
  }
}
