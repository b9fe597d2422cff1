import Equations
import Tensors
import Terms

/// A recurrent layer as the library cuDNN runs it on a GPU: a plain one's equations, with weights that are laid out otherwise.
///
/// K (inputs, gates·units), R (units, gates·units), B (2·gates·units). Before the loop they are made those of the plain
/// layer, once, as Keras does where it reads such a file into one: in every gate's block the numbers of K, row by row, are
/// those of Wᵀ; that of R is Uᵀ.
protocol CuDNNLayer: SequenceLayer {
  associatedtype CellKind: GatedCell
  var cell: CellKind { get }

  /// The plain layer's bias, made of a cuDNN layer's.
  func bias(_ B: Term) -> Term
  var biasNote: String { get }
}

extension CuDNNLayer {
  var weights: [WeightSpec] {
    [WeightSpec("kernel"), WeightSpec("recurrent_kernel"), WeightSpec("bias")]
  }
  var outputCount: Int { recurrence.outputCount(states: cell.states.count) }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.sequence(rank: 2, eq)
    guard call.effectiveMask == nil else {
      throw eq.obstacle(
        "a mask reaches it, and cuDNN's layers take none",
        "Keras does not build such a model either: use LSTM or GRU.")
    }
    let weights = try plain(input.term.shape.width, eq)
    return try recurrence.lower(call, cell.states, output: 0, to: eq) { x, states, mask in
      try cell.step(x, states, mask, with: weights, to: eq)
    }
  }

  private func plain(_ inputs: Int, _ eq: Equations) throws -> GateWeights {
    let (units, gates) = (cell.units, CellKind.gates.count)
    let K = try eq.weight("kernel", as: "K", [inputs, gates * units])
    let R = try eq.weight("recurrent_kernel", as: "R", [units, gates * units])
    let B = try eq.weight("bias", as: "B", [2 * gates * units])
    let blocks = K(Reshape([inputs, gates, units]))(Permute([1, 0, 2]))
    let W = try eq(
      "W",
      blocks(Reshape([gates, units, inputs]))(Permute([2, 0, 1]))(
        Reshape([inputs, gates * units])),
      "cuDNN keeps every gate's block row by row the other way round")
    let U = try eq(
      "U",
      R(Reshape([units, gates, units]))(Permute([2, 1, 0]))(Reshape([units, gates * units])),
      "every gate's block transposed")
    return GateWeights(W: W, U: U, b: try eq("b", bias(B), biasNote))
  }
}
