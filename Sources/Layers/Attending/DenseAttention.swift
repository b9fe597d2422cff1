import Equations
import Tensors
import Terms

/// A layer that scores every query against every key and mixes the values by the scores' softmax.
///
/// Inputs [q (T, d), v (S, e)] or [q, v, k (S, d)]: `s` (T, S), `α = softmax(s)`, `y = α·v` (T, e).
/// A mask of v takes keys away, a mask of q makes its rows 0 and goes on.
protocol DenseAttention: Layer {
  /// Whether Keras 2 saved that no position sees a later one.
  var isCausal: Bool { get }
  /// Whether Keras 2 or 3 computes it.
  var version: KerasVersion { get }
  /// How likely a share is dropped in training.
  var dropout: Double { get }
  /// The scores as a term of the queries and keys.
  func scores(_ q: Term, _ k: Term, _ eq: Equations) throws -> Term
}

extension DenseAttention {
  var callArguments: [String] {
    ["inputs", "mask", "training", "return_attention_scores", "use_causal_mask"]
  }
  var isRandomInTraining: Bool { dropout > 0 }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let inputs = call.inputsWithMasks
    guard (2...3).contains(inputs.count) else {
      throw eq.obstacle("it takes [query, value] or [query, value, key]", Advice.gap)
    }
    let q = eq.local("q", inputs[0].term)
    let v = eq.local("v", inputs[1].term)
    let k = eq.local("k", inputs.count > 2 ? inputs[2].term : inputs[1].term)
    for input in [q, v, k] where input.shape.rank != 2 {
      throw eq.obstacle(
        "it attends over samples (timesteps, features), and gets \(input.shape)",
        "Feed samples of that shape.")
    }
    var s = try eq("s", try scores(q, k, eq), "how well each query fits each key")
    let causal = isCausal || call.says("use_causal_mask")
    var masks = [inputs[1].mask].compactMap { $0 }
    if causal { masks.append(try Attending.causal(q.shape[0], k.shape[0], eq)) }
    if let mask = try Attending.joined(masks, eq) {
      let low = eq.dtype == .float16 ? 65_504.0 : 1e9
      s = try eq("s_masked", .select(mask, s, s - .number(low)), "masked keys get no share")
    }
    let shares = try eq(Name("alpha", "α"), s(Softmax()), "what share each query takes of each key")
    let alpha = try Attending.dropped(shares, rate: dropout, eq)
    var y = try eq("y", alpha • v, "the values mixed by their shares")
    if let mask = inputs[0].mask {
      let column = Attending.column(mask)
      let kept = version.major < 3 ? y * column(Cast(eq.dtype)) : .select(column, y, 0)
      y = try eq("y_masked", kept, "masked queries are zeroed")
    }
    let output = Signal(y, mask: inputs[0].mask)
    return call.says("return_attention_scores") ? [output, Signal(alpha)] : [output]
  }
}
