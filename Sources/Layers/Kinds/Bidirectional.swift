import Containers
import Equations
import Terms

/// One recurrent layer forwards, one backwards, their outputs joined.
///
/// The backward layer reads the sequence from its end; its outputs are flipped back before they
/// are joined by concat, sum, ave, mul, or not at all.
struct Bidirectional: Layer {
  static let classNames = ["Bidirectional"]
  let forward: Part
  let backward: Part
  let mode: String?
  let returnsSequences: Bool
  let returnsState: Bool
  private let version: KerasVersion

  init(_ config: Config) throws {
    version = config.version
    let isUnsaid = config.json["merge_mode"] == nil
    let isNull = !isUnsaid && config.value("merge_mode") == nil
    mode = isNull ? nil : try config.string("merge_mode", default: "concat")
    guard mode.map({ ["concat", "sum", "ave", "mul"].contains($0) }) ?? true else {
      throw config.error("merge_mode", "concat, sum, ave, mul or null")
    }
    let (layer, inner) = try config.layer("layer")
    guard var ahead = layer as? any SequenceLayer else {
      throw config.unfit("layer", inner, "a recurrent layer")
    }
    var back = ahead
    var backConfig = inner
    if config.value("backward_layer") != nil {
      let (given, givenConfig) = try config.layer("backward_layer")
      guard let given = given as? any SequenceLayer else {
        throw config.unfit("backward_layer", givenConfig, "a recurrent layer")
      }
      guard given.recurrence.goesBackwards != ahead.recurrence.goesBackwards else {
        throw config.error("backward_layer", "one whose go_backwards is not that of layer")
      }
      guard given.recurrence.isLike(ahead.recurrence) else {
        throw config.error(
          "backward_layer",
          "one whose stateful, return_sequences and return_state are those of layer")
      }
      back = given
      backConfig = givenConfig
    } else {
      guard config.version.major < 3 || !ahead.recurrence.goesBackwards else {
        throw config.error(
          "layer", "one that does not go_backwards: Keras 3 makes one that does of it")
      }
      back.recurrence = back.recurrence.reversed
    }
    if config.version.isTensorFlow {
      // TensorFlow's Keras forces it; the older one by itself never did.
      ahead.recurrence.zeroesMaskedOutput = ahead.recurrence.returnsSequences
      back.recurrence.zeroesMaskedOutput = back.recurrence.returnsSequences
    }
    returnsSequences = ahead.recurrence.returnsSequences
    returnsState = ahead.recurrence.returnsState
    forward = Part(
      "forward_" + Bidirectional.base(inner.name), groups: ["forward_layer"], ahead, inner)
    backward = Part(
      "backward_" + Bidirectional.base(backConfig.name), groups: ["backward_layer"], back,
      backConfig)
  }

  /// The inner layer's name without a direction that the file already gave it.
  private static func base(_ name: String) -> String {
    for prefix in ["forward_", "backward_"] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  var title: String { "Bidirectional(\(forward.title))" }
  var parts: [Part] { [forward, backward] }
  var isRecurrent: Bool { true }
  func reads(_ layout: SampleLayout) -> Bool {
    [forward, backward].allSatisfy { $0.layer.reads(layout) }
  }
  var callArguments: [String] { ["sequences", "initial_state", "mask", "training"] }
  var outputCount: Int {
    let states = [forward, backward].map { $0.layer.outputCount - 1 }
    return (mode == nil ? 2 : 1) + states.reduce(0, +)
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let half = call.initialStates.count / 2
    var forwardCall = call
    forwardCall.initialStates = Array(call.initialStates.prefix(half))
    forwardCall.weights = call.weights.part(0)
    var backwardCall = call
    backwardCall.initialStates = Array(call.initialStates.dropFirst(half))
    backwardCall.weights = call.weights.part(1)
    let outputs = try forward.lower(forwardCall, to: eq)
    let reversed = try backward.lower(backwardCall, to: eq)
    guard let ahead = outputs.first?.term, let behind = reversed.first?.term else { return [] }
    let first = eq.local("y_fwd", try inOwnFormat(ahead, as: "y_fwd", eq))
    let end = try inOwnFormat(behind, as: "y_back", eq)
    let last =
      returnsSequences
      ? try eq("y_back", end(Flip(axis: 0)), "back in the order of time")
      : eq.local("y_back", end)
    eq.note(eq.layout(of: first), of: last)
    let mask = returnsSequences ? call.effectiveMask : nil
    let states = returnsState ? Array(outputs.dropFirst() + reversed.dropFirst()) : []
    guard let mode else {
      return [Signal(first, mask: mask), Signal(last, mask: mask)] + states
    }
    let y = try eq("y", merge(first, last, mode))
    eq.note(eq.layout(of: first), of: y)
    return [Signal(y, mask: mask)] + states
  }

  /// Keras 3 brings both to the layer's format before it joins them.
  private func inOwnFormat(_ half: Term, as name: Name, _ eq: Equations) throws -> Term {
    version.major < 3 ? half : try eq.inFormat(half, as: name)
  }

  private func merge(_ forward: Term, _ backward: Term, _ mode: String) -> Term {
    switch mode {
    case "sum": forward + backward
    case "ave": (forward + backward) / 2
    case "mul": forward * backward
    default: .apply(Concatenate(), [forward, backward])
    }
  }
}

extension Recurrence {
  /// Whether both put out the same things.
  fileprivate func isLike(_ other: Recurrence) -> Bool {
    isStateful == other.isStateful && returnsSequences == other.returnsSequences
      && returnsState == other.returnsState
  }

  /// The same options, reading from the other end.
  var reversed: Recurrence {
    var copy = self
    copy.goesBackwards.toggle()
    return copy
  }
}
