import Equations
import Tensors
import Terms

/// `q = x·heads(Wq) + heads(bq)`, likewise k and v; `s = q·kᵀ/√d`, `α = softmax(s)`, `y = α·v`, and
/// `o = Σ y·Wo + bo` over the heads; with a gate `y ⊙ σ(x·heads(Wg) + heads(bg))` in place of y.
///
/// Wq, Wk (features, heads, key_dim), Wv (features, heads, value_dim), Wo (heads, value_dim,
/// outputs). q is (heads, T, key_dim), s and α (heads, T, S), o (T, outputs). Masks of the query,
/// the value and the key, `attention_mask` and `use_causal_mask` are joined; the query's goes on.
protocol HeadedAttention: Layer {
  var heads: Int { get }
  /// How many heads of keys and values there are; each serves as many heads of queries.
  var keyHeads: Int { get }
  var keyWidth: Int { get }
  var valueWidth: Int { get }
  /// The lengths of the result's last axes; nil for the query's.
  var outputs: [Int]? { get }
  /// The axes along which it attends, as Keras counts them; nil for all but the last.
  var attended: [Int]? { get }
  var options: HeadOptions { get }
  /// Whether a `query_mask` that is given counts, in every version of Keras.
  var takesQueryMask: Bool { get }
  /// Whether Keras 3 takes an `attention_mask` of numbers for true wherever it is not 0, in every case.
  var castsMask: Bool { get }
}

extension HeadedAttention {
  var inputArguments: Int { 3 }
  var callArguments: [String] {
    [
      "query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask",
      "return_attention_scores", "training", "use_causal_mask",
    ]
  }
  var isRandomInTraining: Bool { options.dropout > 0 }
  /// Keras 3 makes the layers in it when it builds it, after it was told to be frozen, and they are not.
  var learnsFrozen: Bool { options.version.major >= 3 }
  var takesQueryMask: Bool { false }
  var castsMask: Bool { true }

  var weights: [WeightSpec] {
    let groups =
      [("query", ["query_dense", "_query_dense"]), ("key", ["key_dense", "_key_dense"])]
      + (options.hasGate ? [("gate", ["gate_dense", "_gate_dense"])] : [])
      + [
        ("value", ["value_dense", "_value_dense"]), ("output", ["output_dense", "_output_dense"]),
      ]
    return groups.flatMap { name, groups in
      [WeightSpec("\(name)_kernel", groups: groups)]
        + (options.useBias ? [WeightSpec("\(name)_bias", groups: groups)] : [])
    }
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let inputs = try inputs(call, eq)
    let axes = try AttendedAxes(
      inputs.query.term.shape, attended, countsHeads: options.countsHeads, eq)
    let x = try axes.rows(of: inputs.query.term, "xq_rows", eq)
    let asked = "queries of every head: what is looked for"
    let q = axes.grouped(
      try eq("q", try projected("q", "query", x, heads, keyWidth, axes, eq), asked))
    let found = "keys of every head: what can be found"
    let keys = try axes.rows(of: inputs.key.term, "xk_rows", eq)
    let k = try shared(
      "k",
      axes.grouped(
        try eq("k", try projected("k", "key", keys, keyHeads, keyWidth, axes, eq), found)), eq)
    let mixed = "values of every head: what is handed on"
    let values = try axes.rows(of: inputs.value.term, "xv_rows", eq)
    let v = try shared(
      "v",
      axes.grouped(
        try eq("v", try projected("v", "value", values, keyHeads, valueWidth, axes, eq), mixed)),
      eq)
    let alpha = try shares(q, k, inputs, axes, call, eq)
    let kept = try Attending.dropped(alpha, rate: options.dropout, eq)
    let y = axes.rows(try eq("y", kept • v, "each head's mix of the values"))
    let o = try output(try gated(y, x, axes, eq), inputs.query.term, axes, eq)
    let output = Signal(o, mask: inputs.query.mask)
    guard call.says("return_attention_scores") else { return [output] }
    return [output, Signal(try axes.scores(alpha, inputs.value.term.shape, eq))]
  }

  /// `s = q·kᵀ/√d`, `α = softmax(s)`, with what a mask makes of them.
  private func shares(
    _ q: Term, _ k: Term, _ inputs: AttentionInputs, _ axes: AttendedAxes, _ call: Call,
    _ eq: Equations
  ) throws -> Term {
    let root = Double(keyWidth).squareRoot()
    var s = try eq(
      "s", q • Attending.transposed(k) / .number(root),
      "how well each query fits each key, divided by √\(keyWidth)")
    let isLayer = usesLayer(call) || !axes.isPlain
    let mask = try mask(inputs, axes, call, eq).map { try masking($0, isLayer: isLayer, eq) }
    if let mask {
      s = try eq("s_masked", try mask.pushed(s), "masked keys are pushed far down")
    }
    let alpha = try eq(
      Name("alpha", "α"), s(Softmax()), "what share each query takes of each key")
    guard isLayer, let kept = try mask?.kept(alpha) else { return alpha }
    return try eq(Name("alpha_masked", "α_masked"), kept, "masked keys get none at all")
  }

  /// `x·heads(W) + heads(b)`.
  private func projected(
    _ letter: String, _ key: String, _ x: AttendedAxes.Rows, _ heads: Int, _ width: Int,
    _ axes: AttendedAxes, _ eq: Equations
  ) throws -> Term {
    let W = try eq.weight(
      "\(key)_kernel", as: Name("W\(letter)"), [x.term.shape.width, heads, width])
    let product = x.term • W(Heads())
    guard options.useBias else { return product }
    let b = try eq.weight("\(key)_bias", as: Name("b\(letter)"), [heads, width])
    return axes.sum(product, b, of: x, options.version)
  }

  /// Keys or values for every head of queries.
  private func shared(_ name: String, _ heads: Term, _ eq: Equations) throws -> Term {
    let each = self.heads / keyHeads
    guard each > 1 else { return heads }
    let rest = Array(heads.shape.dims.dropFirst())
    let repeated = heads(Reshape([keyHeads, rest.reduce(1, *)]))(Upsample([each]))
    return try eq(
      Name(name + "_shared"), repeated(Reshape([self.heads] + rest)),
      "each of them for \(each) heads of queries")
  }

  private func gated(
    _ y: Term, _ x: AttendedAxes.Rows, _ axes: AttendedAxes, _ eq: Equations
  ) throws -> Term {
    guard options.hasGate else { return y }
    let z = try projected("g", "gate", x, heads, valueWidth, axes, eq)
    let g = try eq("g", z(Sigmoid()), "gate: how much of it passes")
    return try eq("y_gated", y * g, "each head's mix behind its gate")
  }

  /// What the heads say, added up.
  private func output(
    _ y: Term, _ query: Term, _ axes: AttendedAxes, _ eq: Equations
  ) throws -> Term {
    let lengths = outputs ?? [query.shape.width]
    let note = "what the heads say, added up"
    let Wo = try eq.weight("output_kernel", as: "Wo", Shape([heads, valueWidth] + lengths))
    let bo = options.useBias ? try eq.weight("output_bias", as: "bo", Shape(lengths)) : nil
    guard lengths.count > 1 else {
      let sum = (y • Wo)(Reduce(.sum, axes: [0])) + bo
      return try eq("o", axes.placed(sum, lengths), note)
    }
    let flat = Wo(Reshape([heads, valueWidth, lengths.reduce(1, *)]))
    let sum = axes.placed((y • flat)(Reduce(.sum, axes: [0])), lengths)
    return try eq("o", bo.map { sum.plusAsKeras($0, options.version) } ?? sum, note)
  }
}
