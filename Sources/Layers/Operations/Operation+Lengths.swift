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
    let inputs = operands.tensorsGiven
    let held = inputs.filter { eq.hasNoSamples($0) }
    let givesLengths = rule.traits.contains(.givesLengths)
    guard givesLengths || !held.isEmpty else { return nil }
    let hasLengths = held.count == inputs.count && held.allSatisfy { eq.lengths(of: $0) != nil }
    if givesLengths || hasLengths, let make = rule.lengths,
      let dtype = try format(rule, operands, held)
    {
      let made = try make(operands)
      try operands.refuseUnread()
      return [Signal(try eq("y", made.lengths, as: made.term, dtype))]
    }
    if rule.traits.contains(.makesSamples) { return nil }
    if rule.traits.contains(.takesLengths), let x = operands.firstTensor, !eq.hasNoSamples(x) {
      return nil
    }
    if let make = rule.arrays, held.count == inputs.count {
      let (term, hasSamples) = try make(operands)
      try operands.refuseUnread()
      let y = try eq("y", term)
      return [Signal(hasSamples ? y : eq.noteWithoutSamples(y))]
    }
    guard rule.traits.contains(.takesLengthsAsNumbers),
      held.allSatisfy({ eq.lengths(of: $0).map { $0.areKnown && $0.isOne } ?? true })
    else {
      throw operands.misuse("of the lengths that tf.shape gives is not supported")
    }
    let beside = try operands.withoutFirstAxes(beside: inputs)
    let results = try rule.terms(beside)
    try beside.refuseUnread()
    return try results.map { term in
      let y = try eq("y", term)
      return Signal(held.count == inputs.count ? eq.noteWithoutSamples(y) : y)
    }
  }

  /// The format of lengths that an operation makes; nil where it makes other numbers of them.
  private func format(
    _ rule: OperationRule, _ operands: OperationCall, _ held: [Term]
  ) throws -> DType? {
    if rule.traits.contains(.comparesLengths) { return .bool }
    let named = try operands.dtype("out_type") ?? operands.dtype()
    // The condition of a choice, which stands first, has a format of its own.
    let dtype = named ?? held.last.map { operands.dtype(of: $0) } ?? .int32
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
