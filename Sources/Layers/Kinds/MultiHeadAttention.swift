import Equations
import Tensors
import Terms

/// `q = x·heads(Wq) + heads(bq)`, likewise k and v; `s = q·kᵀ/√d`, `α = softmax(s)`, `y = α·v`, and
/// `o = Σ y·Wo + bo` over the heads.
///
/// Wq, Wk (features, heads, key_dim), Wv (features, heads, value_dim), Wo (heads, value_dim,
/// outputs). q is (heads, T, key_dim), s and α (heads, T, S), o (T, outputs). Masks of the query,
/// the value and the key, `attention_mask` and `use_causal_mask` are joined; the query's goes on.
struct MultiHeadAttention: Layer {
  static let classNames = ["MultiHeadAttention"]
  static let ignoredKeys: Set<String> = [
    "query_shape", "key_shape", "value_shape", "flash_attention",
  ]
  let heads: Int
  let keyWidth: Int
  let valueWidth: Int
  let outputWidth: Int?
  let useBias: Bool
  let dropout: Double
  let version: KerasVersion

  init(_ config: Config) throws {
    heads = try config.int("num_heads")
    keyWidth = try config.int("key_dim")
    valueWidth = try config.int("value_dim", default: keyWidth)
    useBias = try config.bool("use_bias", default: true)
    dropout = try config.double("dropout", default: 0)
    version = config.version
    let outputs = config.value("output_shape") == nil ? [] : try config.ints("output_shape")
    guard outputs.count <= 1 else { throw config.error("output_shape", "one length") }
    outputWidth = outputs.first
    let axes = config.value("attention_axes") == nil ? [1] : try config.ints("attention_axes")
    guard axes == [1] else { throw config.error("attention_axes", "axis 1 alone") }
    guard try !config.bool("use_gate", default: false) else {
      throw config.error("use_gate", "false")
    }
    guard config.value("sliding_window") == nil else {
      throw config.error("sliding_window", "null")
    }
    guard heads >= 1, keyWidth >= 1 else { throw config.error("key_dim", "a length of 1 or more") }
  }

  var title: String { "MultiHeadAttention(\(heads) heads of \(keyWidth))" }
  /// Keras 3 deletes the masks of what it attends over: what reads the same tensor later has none.
  var forgetsInputMasks: Bool { version.major >= 3 }
  var inputArguments: Int { 3 }
  var callArguments: [String] {
    [
      "query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask",
      "return_attention_scores", "training", "use_causal_mask",
    ]
  }
  var isRandomInTraining: Bool { dropout > 0 }

  var weights: [WeightSpec] {
    let groups = [
      ("query", ["query_dense", "_query_dense"]), ("key", ["key_dense", "_key_dense"]),
      ("value", ["value_dense", "_value_dense"]), ("output", ["output_dense", "_output_dense"]),
    ]
    return groups.flatMap { name, groups in
      [WeightSpec("\(name)_kernel", groups: groups)]
        + (useBias ? [WeightSpec("\(name)_bias", groups: groups)] : [])
    }
  }

  // MARK: Inputs

  /// What asks, what is looked at, and what is mixed.
  private struct Inputs {
    var query, value, key: Signal
    /// Whether a key was given by itself.
    let hasKey: Bool
  }

  private func inputs(_ call: Call, _ eq: Equations) throws -> Inputs {
    func named(_ key: String, _ place: Int) -> Signal? {
      call.inputs.indices.contains(place)
        ? call.inputs[place] : call.keywords[key]?.tensors.first
    }
    guard call.inputs.count <= 3, let query = named("query", 0), let value = named("value", 1)
    else { throw eq.obstacle("it takes a query and a value", Advice.gap) }
    let key = named("key", 2)
    for input in [query, value, key ?? value] where input.term.shape.rank != 2 {
      throw eq.obstacle(
        "it attends over samples (timesteps, features), and gets \(input.term.shape)", "")
    }
    var inputs = Inputs(query: query, value: value, key: key ?? value, hasKey: key != nil)
    let isAlone = eq.isSame(query.term, value.term) && eq.isSame(value.term, inputs.key.term)
    func local(_ name: Name, _ signal: Signal) -> Signal {
      Signal(eq.local(isAlone ? "x" : name, signal.term), mask: signal.mask)
    }
    inputs.query = local(Name("xq"), inputs.query)
    inputs.value = local(Name("xv"), inputs.value)
    inputs.key =
      eq.isSame(inputs.key.term, inputs.value.term)
      ? Signal(inputs.value.term, mask: inputs.key.mask) : local(Name("xk"), inputs.key)
    return inputs
  }

  /// What the scores are masked by; nil for nothing.
  private func mask(_ inputs: Inputs, _ call: Call, _ eq: Equations) throws -> Term? {
    var masks: [Term] = []
    if let mask = inputs.query.mask {
      masks.append(Attending.column(eq.local("mq", mask)))
    }
    // Later versions put the mask that travels with the query in place of one given by hand.
    guard call.keywords["query_mask"]?.tensors.isEmpty ?? true || version >= KerasVersion(3, 9)
    else {
      throw eq.obstacle(
        "it is called with query_mask, which Keras takes in some versions and not in others",
        "Save it with Keras 3.9 or later, or use attention_mask.")
    }
    func given(_ key: String) -> Term? { call.keywords[key]?.tensors.first?.term }
    if let mask = given("value_mask") ?? inputs.value.mask { masks.append(eq.local("mv", mask)) }
    if let mask = given("key_mask") ?? (inputs.hasKey ? inputs.key.mask : nil) {
      masks.append(eq.local("mk", mask))
    }
    if call.says("use_causal_mask") {
      masks.append(
        try Attending.causal(inputs.query.term.shape[0], inputs.value.term.shape[0], eq))
    }
    if let given = call.keywords["attention_mask"]?.tensors.first {
      masks.append(eq.local("ma", given.term))
    }
    return try Attending.joined(masks, eq)
  }

  // MARK: Equations

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let inputs = try inputs(call, eq)
    func projected(
      _ name: String, _ key: String, _ x: Term, _ width: Int, _ note: String
    ) throws -> Term {
      let W = try eq.weight(
        "\(key)_kernel", as: Name("W\(name)"), [x.shape.width, heads, width])
      let b =
        useBias ? try eq.weight("\(key)_bias", as: Name("b\(name)"), [heads, width]) : nil
      return try eq(Name(name), x • W(Heads()) + b.map { $0(Heads()) }, note)
    }
    let q = try projected(
      "q", "query", inputs.query.term, keyWidth, "queries of every head: what is looked for")
    let k = try projected(
      "k", "key", inputs.key.term, keyWidth, "keys of every head: what can be found")
    let v = try projected(
      "v", "value", inputs.value.term, valueWidth, "values of every head: what is handed on")
    let root = Double(keyWidth).squareRoot()
    var s = try eq(
      "s", q • Attending.transposed(k) / .number(root),
      "how well each query fits each key, divided by √\(keyWidth)")
    let mask = try mask(inputs, call, eq)
    if let mask { s = try masked(s, mask, eq) }
    var alpha = try eq(
      Name("alpha", "α"), s(Softmax()), "what share each query takes of each key")
    if let mask, zeroesMasked(call) {
      alpha = try eq(
        Name("alpha_masked", "α_masked"), .select(mask, alpha, 0), "masked keys get none at all")
    }
    let kept = try Attending.dropped(alpha, rate: dropout, eq)
    let y = try eq("y", kept • v, "each head's mix of the values")
    let width = outputWidth ?? inputs.query.term.shape.width
    let Wo = try eq.weight("output_kernel", as: "Wo", [heads, valueWidth, width])
    let bo = useBias ? try eq.weight("output_bias", as: "bo", [width]) : nil
    let o = try eq("o", (y • Wo)(Reduce(.sum, axes: [0])) + bo, "what the heads say, added up")
    let output = Signal(o, mask: inputs.query.mask)
    return call.says("return_attention_scores") ? [output, Signal(alpha)] : [output]
  }

  /// Keras 2 pushes masked scores down by a number, Keras 3 sets them to it.
  private func masked(_ s: Term, _ mask: Term, _ eq: Equations) throws -> Term {
    let low = Term.number(Attending.low(eq))
    return try eq(
      "s_masked", .select(mask, s, version.major < 3 ? s + low : low),
      "masked keys are pushed far down")
  }

  /// Whether a query of which all keys are masked mixes nothing; otherwise it takes the mean.
  ///
  /// Keras 3 uses its Softmax layer, which does so, where it must hand the scores out.
  private func zeroesMasked(_ call: Call) -> Bool {
    guard version.major >= 3 else { return false }
    return version < KerasVersion(3, 7) || dropout > 0 || call.says("return_attention_scores")
  }
}
