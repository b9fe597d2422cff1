import Containers
import Equations
import Terms

/// An operation between layers: an op node of Keras 3 (`NotEqual`, `GetItem`), or a function of
/// TensorFlow in a graph of Keras 2 (`tf.math.add`).
///
/// Plain maths that the file names and does not bring along: each one is a line of
/// `OperationRules`.
struct Operation: Layer {
  /// Found by their module, for some have a layer's name.
  static let classNames = ["TFOpLambda", "SlicingOpLambda"]
  /// Operations of Keras 3 whose class is called like a layer's.
  static let sharedNames: Set<String> = [
    "Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Reshape", "Softmax",
    "Subtract",
  ]
  static let readsOwnKeys = false
  let name: String
  let json: JSON
  let isTensorFlow: Bool
  private let version: KerasVersion
  let rule: OperationRule?

  init(_ config: Config) throws {
    isTensorFlow = Operation.classNames.contains(config.kind)
    version = config.version
    let function = config.json["function"]?.stringValue
    name = isTensorFlow ? "tf.\(function ?? "?")" : config.kind
    json = config.json
    rule = isTensorFlow ? OperationRules.tensorFlow(function ?? "") : OperationRules.keras(name)
  }

  var castsInputs: Bool { false }
  var takesPlainValues: Bool { true }
  var isComputable: Bool { rule != nil }
  var title: String { name }
  var looksAtBatch: String? { rule?.looksAtBatch(json) }
  func reads(_ layout: SampleLayout) -> Bool {
    rule?.traits.contains(layout == .joined ? .readsJoinedSamples : .readsTimeFirst) ?? false
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard let rule else {
      throw eq.walkEnd(
        "the operation \(name) is not supported"
          + (OperationRules.reason(name).map { ": \($0)" } ?? ""),
        "Replace it by layers in Keras and save again.")
    }
    let asGiven = OperationCall(
      name: name, call: named(call, eq), config: json, eq: eq, isTensorFlow: isTensorFlow,
      version: version)
    let turned = try asGiven.withChannelsLast(rule)
    let operands = turned ?? asGiven
    if let lengths = try lowerLengths(rule, operands, to: eq) { return lengths }
    let made = try rule.terms(operands)
    try operands.refuseUnread()
    let results = turned == nil ? made : made.map(operands.withChannelsFirst)
    guard results.count > 1 else {
      return try results.map { term in
        let y = try eq("y", term, operands.remark ?? "")
        eq.note(operands.layout, of: y)
        return Signal(y)
      }
    }
    return try results.enumerated().map { Signal(try eq(.numbered("y", $0 + 1), $1)) }
  }

  /// The call with a name of its own for every tensor, those under keywords too: x₁, x₂, ….
  private func named(_ call: Call, _ eq: Equations) -> Call {
    let keys = call.keywords.keys.sorted().filter { call.keywords[$0]?.tensors.isEmpty == false }
    guard !keys.isEmpty else { return call }
    var inputs: [Signal] = []
    func named(_ argument: Argument<Signal>) -> Argument<Signal> {
      argument.map { signal in
        let term = eq.local(.numbered("x", inputs.count + 1), signal.term)
        inputs.append(Signal(term, mask: signal.mask))
        return inputs.last ?? signal
      }
    }
    var result = call
    result.arguments = call.arguments.map(named)
    for key in keys { result.keywords[key] = call.keywords[key].map(named) }
    eq.note(inputs: inputs.map(\.term))
    return result
  }
}
