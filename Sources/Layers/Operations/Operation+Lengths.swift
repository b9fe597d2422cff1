import Equations
import Tensors
import Terms

/// Operations that get lengths: what `tf.shape(x)` gives, and what is computed from it.
extension Operation {
  /// The outputs of an operation that gets lengths alone; nil of any other, and of what reads lengths beside samples.
  /// Refuses what would take lengths for samples.
  func lowerLengths(
    _ rule: OperationRule, _ operands: OperationCall, to eq: Equations
  ) throws -> [Signal]? {
    let first = rule.tensorFlow.first ?? ""
    let inputs = operands.tensorsGiven
    let held = inputs.filter { eq.hasNoSamples($0) }
    guard first == "shape" || !held.isEmpty else { return nil }
    let hasLengths = held.count == inputs.count && held.allSatisfy { eq.lengths(of: $0) != nil }
    if first == "shape" || hasLengths, let make = OperationRules.ofLengths[first],
      let dtype = try format(first, operands, held)
    {
      let made = try make(operands)
      try operands.refuseUnread()
      return [Signal(try eq("y", made.lengths, as: made.term, dtype))]
    }
    if OperationRules.makesSamples.contains(first) { return nil }
    if OperationRules.takesLengths.contains(first), let x = operands.firstTensor,
      !eq.hasNoSamples(x)
    {
      return nil
    }
    guard OperationRules.besideLengths.contains(first),
      held.allSatisfy({ $0.shape.rank == 0 && eq.lengths(of: $0)?.areKnown ?? true })
    else {
      throw operands.misuse("of the lengths that tf.shape gives is not supported")
    }
    guard held.count == inputs.count else { return nil }
    let results = try rule.terms(operands)
    try operands.refuseUnread()
    return try results.map { Signal(eq.noteWithoutSamples(try eq("y", $0))) }
  }

  /// The format of lengths that an operation makes; nil where it makes other numbers of them.
  private func format(
    _ first: String, _ operands: OperationCall, _ held: [Term]
  ) throws -> DType? {
    let named =
      try first == "shape"
      ? operands.dtype("out_type")
      : ["cast", "convert_to_tensor"].contains(first) ? operands.dtype() : nil
    let dtype = named ?? held.first.map { operands.dtype(of: $0) } ?? .int32
    return dtype.isFloat || dtype == .bool ? nil : dtype
  }
}

extension OperationCall {
  /// All tensors that it gets.
  fileprivate var tensorsGiven: [Term] {
    let keyed = call.keywords.sorted { $0.key < $1.key }.flatMap { $0.value.tensors }
    return (call.arguments.flatMap(\.tensors) + keyed).map(\.term)
  }

  /// The tensor that is its operand, where its first argument is one.
  fileprivate var firstTensor: Term? {
    let first = call.arguments.first ?? call.keywords["tensor"] ?? call.keywords["input"]
    return if case .tensor(let signal)? = first { signal.term } else { nil }
  }
}
