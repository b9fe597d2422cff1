import Equations
import Tensors
import Terms

/// The options that all recurrent layers share, and the loop they make of a cell.
struct Recurrence: Sendable {
  let returnsSequences: Bool
  let returnsState: Bool
  var goesBackwards: Bool
  let isStateful: Bool
  var zeroesMaskedOutput: Bool
  /// Whether a mask may say which places of a timestep count, (timesteps, …places).
  var masksPlaces = false
  let isUnrolled: Bool
  /// Whether what it reads has time before the samples, as tf.keras may be told.
  let isTimeMajor: Bool
  let version: KerasVersion

  /// What a recurrent layer's or a cell's config says of how to compute the same, of weights that
  /// are made, and of dropout, which its cell reads.
  static let ignoredKeys: Set<String> = [
    "implementation", "unroll", "unit_forget_bias", "dropout", "recurrent_dropout",
    "enable_caching_device",
  ]

  init(_ config: Config) throws {
    returnsSequences = try config.bool("return_sequences", default: false)
    returnsState = try config.bool("return_state", default: false)
    goesBackwards = try config.bool("go_backwards", default: false)
    isStateful = try config.bool("stateful", default: false)
    zeroesMaskedOutput = try config.bool("zero_output_for_mask", default: false)
    isUnrolled = try config.bool("unroll", default: false)
    version = config.version
    isTimeMajor = try config.bool("time_major", default: false)
    guard !isTimeMajor || !isStateful else {
      throw config.error("time_major", "false, for it is stateful: tf.keras calls no such layer")
    }
  }

  /// How many outputs there are, of a layer of so many states.
  func outputCount(states: Int) -> Int { returnsState ? 1 + states : 1 }

  /// Writes one timestep of all cells; gives the states of all of them in order.
  typealias Body = (_ x: Term, _ states: [Term], _ mask: Term?) throws -> [Term]

  /// Writes the loop over time and gives the layer's outputs.
  ///
  /// `output` is the place of the output among the states: the last cell's first one.
  func lower(
    _ call: Call, _ states: [CellState], output: Int, to eq: Equations, _ body: @escaping Body
  ) throws -> [Signal] {
    let input = try call.sequence(rank: 1 + (states.first?.shape.rank ?? 1), eq)
    guard !isTimeMajor || eq.layout(of: input.term) == .behindTime else {
      throw eq.walkEnd(
        "it has time_major=True and is fed samples first: for Keras the first axis of what is fed is then time, and the "
          + "samples are the second one, of which every place is computed by itself here",
        "Put tf.transpose(x, [1, 0, 2]) before the layer, or save it with time_major=False: its weights are the same."
      )
    }
    var mask = mask(of: call)
    if let given = mask, masksPlaces, !isUnrolled, given.shape.rank > 1,
      given.shape.dims == [input.term.shape[0]] + Array(states[output].shape.dims.dropLast())
    {
      let places = given(Reshape(given.shape.dims + [1]))
      mask = try eq("m", places, "a place by itself is masked, with all its channels")
    }
    if let mask, mask.shape != [input.term.shape[0]],
      !masksPlaces || mask.shape.rank != states[output].shape.rank + 1
    {
      throw eq.obstacle(
        "its mask is \(mask.shape), not a truth value for each of \(input.term.shape[0]) timesteps",
        "Feed a mask as long as the sequence.")
    }
    let given = call.initialStates.isEmpty ? nil : call.initialStates
    if let given, given.map(\.shape) != states.map(\.shape) {
      let needed = states.map { "\($0.name.unicode) \($0.shape)" }.joined(separator: ", ")
      let found = given.map { "\($0.shape)" }.joined(separator: ", ")
      throw eq.obstacle(
        "its states are \(needed), but it is given \(found)", "Feed states of the layer's units.")
    }
    let start = LoopCall(
      path: eq.path, kind: eq.kind, input: input.term, mask: mask, initial: given,
      isReversed: goesBackwards, output: output, states: states.map(\.shape))
    let result = try eq.loop(start) {
      try loop($0, states, startsFromGiven: given != nil, to: eq, body)
    }
    if isTimeMajor, returnsSequences { eq.note(.behindTime, of: result.output) }
    let first = Signal(result.output, mask: returnsSequences ? call.effectiveMask : nil)
    guard returnsState else { return [first] }
    return [first] + result.states.map { Signal($0) }
  }

  /// The loop itself, from what it starts from to what it leaves.
  private func loop(
    _ call: LoopCall, _ states: [CellState], startsFromGiven: Bool, to eq: Equations, _ body: Body
  ) throws -> LoopResult {
    let (mask, given, output) = (call.mask, call.initial, call.output)
    let keepsAll = returnsSequences || call.collects
    var carried = try states.enumerated().map { index, state in
      let format = eq.precision ?? state.format ?? eq.dtype
      let start = try given.map { given in
        try given[index].type().dtype == format
          ? given[index]
          : eq(state.name.previous, given[index](Cast(format)), "to the format of the states")
      }
      return Equations.State(state.name, from: start ?? eq.zeros(state.shape, format))
    }
    // What a masked timestep puts out differs from its state: zeros until the first one that
    // counts, or always zeros.
    let zeroesBehind =
      zeroesMaskedOutput && isUnrolled && call.isReversed && returnsSequences && mask != nil
    let hasOwnOutput = mask != nil && (startsFromGiven || isStateful || zeroesMaskedOutput)
    if hasOwnOutput {
      let format = eq.precision ?? states[output].format ?? eq.dtype
      carried.append(
        Equations.State("y", from: eq.zeros(states[output].shape, format), outlives: false))
    }
    let (finals, collected) = try eq.scan(
      [Equations.Rows("x", of: call.input, isReversed: call.isReversed)], mask: mask,
      maskIsReversed: call.isReversed, carrying: carried, isStateful: isStateful,
      // Keras 2 takes given states in the first call only; Keras 3 takes them always.
      prefersCarried: version.major < 3
    ) { rows, mask, previous in
      guard let x = rows.first else { return Equations.Step() }
      var next = try body(x, Array(previous.prefix(states.count)), mask)
      var result = next[output]
      if hasOwnOutput, let mask, let before = previous.last {
        let isZero = zeroesMaskedOutput && !zeroesBehind
        let elsewhere = isZero ? Term.number(0) : before
        result = try eq(
          "y", .select(mask, result, elsewhere),
          isZero ? "zero where masked" : "the last output where masked")
        next.append(result)
      }
      return Equations.Step(states: next, collected: keepsAll ? [result] : [])
    }
    let last = hasOwnOutput ? finals[finals.count - 1] : finals[output]
    var sequence = returnsSequences ? collected.first : nil
    if zeroesBehind, let mask, let outputs = sequence {
      // Unrolled, Keras does not turn the mask of the outputs round with them.
      let column = mask(
        Reshape([mask.shape.count] + [Int](repeating: 1, count: outputs.shape.rank - 1)))
      sequence = try eq(
        "y", .select(column, outputs, 0), "zero where the mask, from the first timestep on, says so"
      )
    }
    return LoopResult(
      output: sequence ?? last, states: Array(finals.prefix(states.count)),
      collected: collected.first)
  }

  /// The mask that the loop reads.
  ///
  /// Keras 3 hands a layer the mask that travels with its input only where that is the one tensor
  /// it gets: beside an initial state the mask is left out, though it travels on.
  private func mask(of call: Call) -> Term? {
    let isAlone = call.initialStates.isEmpty || version.major < 3
    return call.mask ?? (isAlone ? call.inputs.first?.mask : nil)
  }
}

extension Call {
  /// The sequence that a recurrent layer reads, of so many axes.
  func sequence(rank: Int, _ eq: Equations) throws(Obstacle) -> Signal {
    guard let input = inputs.first else { throw eq.obstacle("it gets no input", Advice.gap) }
    guard input.term.shape.rank == rank else {
      let what =
        rank == 2
        ? "timesteps of features (timesteps, features)"
        : "timesteps of places and channels, \(rank) axes"
      throw eq.obstacle(
        "it reads \(what), but its input is \(input.term.shape)",
        "Feed one more axis, or none less.")
    }
    return input
  }
}

/// A recurrent layer of one cell: `LSTM` is `LSTMCell` over time.
protocol RecurrentLayer: SequenceLayer {
  associatedtype CellKind: Cell
  var cell: CellKind { get }
  var recurrence: Recurrence { get set }
}

extension RecurrentLayer {
  var weights: [WeightSpec] { cell.weights }
  var weightGroup: [String] { ["cell"] }
  var trainingRemark: String? { cell.trainingRemark }
  var isRandomInTraining: Bool { cell.isRandomInTraining }
  var outputCount: Int { recurrence.outputCount(states: cell.states.count) }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    try recurrence.lower(call, cell.states, output: 0, to: eq) { x, states, mask in
      try cell.step(x, states, mask, to: eq)
    }
  }
}

/// A layer that reads a sequence and can stand in `Bidirectional`.
protocol SequenceLayer: Layer {
  var recurrence: Recurrence { get set }
}

extension SequenceLayer {
  var isRecurrent: Bool { true }
  var callArguments: [String] { ["sequences", "initial_state", "mask", "training"] }
  func reads(_ layout: SampleLayout) -> Bool { layout == .behindTime && recurrence.isTimeMajor }
}
