import Equations
import Tensors
import Terms

/// What asks, what is looked at, and what is mixed.
struct AttentionInputs {
  var query, value, key: Signal
  /// Whether a key was given by itself.
  let hasKey: Bool
}

extension HeadedAttention {
  func inputs(_ call: Call, _ eq: Equations) throws -> AttentionInputs {
    func named(_ key: String, _ place: Int) -> Signal? {
      call.inputs.indices.contains(place)
        ? call.inputs[place] : call.keywords[key]?.tensors.first
    }
    guard call.inputs.count <= 3, let query = named("query", 0), let value = named("value", 1)
    else { throw eq.obstacle("it takes a query and a value", Advice.gap) }
    let key = named("key", 2)
    let rank = query.term.shape.rank
    for input in [query, value, key ?? value]
    where rank < 2 || input.term.shape.rank != rank || (rank == 2 && attended ?? [1] != [1]) {
      throw eq.obstacle(
        "it attends over samples (timesteps, features), and gets \(input.term.shape)",
        "Feed samples of that shape.")
    }
    var inputs = AttentionInputs(
      query: query, value: value, key: key ?? value, hasKey: key != nil)
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
  func mask(
    _ inputs: AttentionInputs, _ axes: AttendedAxes, _ call: Call, _ eq: Equations
  ) throws -> Term? {
    func given(_ key: String) -> Term? { call.keywords[key]?.tensors.first?.term }
    // Later versions put the mask that travels with the query in place of one given by hand.
    guard takesQueryMask || given("query_mask") == nil || options.version >= KerasVersion(3, 9)
    else {
      throw eq.obstacle(
        "it is called with query_mask, which Keras takes in some versions and not in others",
        "Save it with Keras 3.9 or later, or use attention_mask.")
    }
    let standing = MasksOverAxes(axes, heads: heads, options.version)
    var masks: [Term] = []
    // Keras 2 looks for the mask at the query in the layer's format, which is a new tensor where it had another one.
    let travelling = options.version.major < 3 && call.castsFirst ? nil : inputs.query.mask
    if let mask = takesQueryMask ? given("query_mask") ?? travelling : travelling {
      masks.append(standing.column(eq.local("mq", mask)))
    }
    if let mask = given("value_mask") ?? inputs.value.mask {
      masks.append(standing.row(eq.local("mv", mask)))
    }
    if let mask = given("key_mask") ?? (inputs.hasKey ? inputs.key.mask : nil) {
      masks.append(standing.row(eq.local("mk", mask)))
    }
    try standing.check(travelling: masks, given: given("attention_mask"), eq)
    let (queries, keys) = (inputs.query.term.shape[0], inputs.value.term.shape[0])
    if call.says("use_causal_mask") { masks.append(try Attending.causal(queries, keys, eq)) }
    if let window = options.window { masks.append(try Attending.near(window, queries, keys, eq)) }
    if let mask = given("attention_mask") { masks.append(eq.local("ma", mask)) }
    guard let joined = try Attending.joined(masks, eq) else { return nil }
    return try standing.placed(joined, inputs.value.term.shape, eq)
  }

  /// What the mask does, which is one of numbers only where `attention_mask` alone is given.
  func masking(_ mask: Term, isLayer: Bool, _ eq: Equations) throws -> MaskedSoftmax {
    let version = options.version
    let isCounted = try mask.type().dtype != .bool
    guard isCounted, version.major >= 3, castsMask || !isLayer else {
      return try MaskedSoftmax(mask, version, isLayer: version.major < 3 || isLayer, eq)
    }
    guard version >= KerasVersion(3, 8) else {
      throw eq.obstacle(
        "its attention_mask is of numbers, which some versions before Keras 3.8 count by their parts",
        "Call it with a mask of true and false.")
    }
    let isSeen = try eq("m_a", .apply(NotEqual(), [mask, 0]), "true where it is not 0")
    return try MaskedSoftmax(isSeen, version, isLayer: isLayer, eq)
  }

  /// Whether Keras 3 uses its Softmax layer: where it must hand the scores out, or drops some.
  func usesLayer(_ call: Call) -> Bool {
    let version = options.version
    return version < KerasVersion(3, 7) || options.dropout > 0
      || call.says("return_attention_scores")
  }
}
