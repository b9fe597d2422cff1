import Equations
import Tensors
import Terms

/// `y = x₁ + x₂ + …`, `−`, `⊙`, the average, the greater or the smaller: inputs joined element by
/// element.
///
/// Masks: Keras 2 keeps a timestep that all inputs with a mask keep. Keras 3 keeps one that any
/// input keeps, if every input has a mask; its Multiply, Maximum and Minimum leave masked entries
/// out.
struct Merge: Layer {
  static let classNames = ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"]
  let kind: String
  let version: KerasVersion

  init(_ config: Config) throws {
    kind = config.kind
    version = config.version
  }

  var title: String { kind }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard !call.inputs.isEmpty else {
      throw eq.obstacle("it joins inputs and gets none", Advice.gap)
    }
    guard kind != "Subtract" || call.inputs.count == 2 else {
      throw eq.obstacle("it takes two inputs and gets \(call.inputs.count)", Advice.gap)
    }
    let rank = call.inputs.map(\.term.shape.rank).max() ?? 0
    let terms = call.inputs.map { Merge.aligned($0.term, rank) }
    let masks = call.inputs.map(\.mask)
    let leavesOut = version.major >= 3 && masks.contains { $0 != nil }
    switch kind {
    case "Multiply" where leavesOut:
      return try multiply(terms, masks, eq)
    case "Maximum" where leavesOut, "Minimum" where leavesOut:
      return try extremum(terms, masks, eq)
    default:
      var joined = try eq.folded(terms) { try join($0, $1, eq) }
      if kind == "Average" { joined = joined / .number(Double(terms.count)) }
      let y = try eq("y", joined)
      return [Signal(y, mask: try self.joined(masks, eq))]
    }
  }

  /// Inputs of fewer axes get axes of length 1 behind the batch axis.
  private static func aligned(_ term: Term, _ rank: Int) -> Term {
    let missing = rank - term.shape.rank
    guard missing > 0 else { return term }
    return term(Reshape([Int](repeating: 1, count: missing) + term.shape.dims))
  }

  /// Whole numbers that their format cannot hold start again at its other end.
  private func join(_ a: Term, _ b: Term, _ eq: Equations) throws -> Term {
    let y: Term
    switch kind {
    case "Subtract": y = a - b
    case "Multiply": y = a * b
    case "Maximum": return .maximum(a, b)
    case "Minimum": return .minimum(a, b)
    default: y = try eq.sum(a, b, version)
    }
    let dtype = try y.type().dtype
    let isWhole = [.int8, .int16, .int32, .uint8, .uint16, .uint32].contains(dtype)
    return isWhole ? y(Cast(dtype)) : y
  }

  private func joined(_ masks: [Term?], _ eq: Equations) throws -> Term? {
    let known = Term.numbered(masks.compactMap { $0 }, "m", eq)
    if version.major >= 3, known.count < masks.count { return nil }
    guard known.count > 1 else { return known.first }
    let m = try eq.folded(known) { left, right in
      version.major >= 3
        ? .apply(LogicalOr(), [left, right]) : .apply(LogicalAnd(), [left, right])
    }
    return try eq("m", m, version.major >= 3 ? "kept where any input is" : "kept where all are")
  }

  /// Keras 3: masked entries count as 1, and a timestep that no input keeps becomes 0.
  private func multiply(_ terms: [Term], _ masks: [Term?], _ eq: Equations) throws -> [Signal] {
    var factors: [Term] = []
    for (index, (term, mask)) in zip(terms, masks).enumerated() {
      guard let mask else {
        factors.append(term)
        continue
      }
      let name = Name.numbered("x", index + 1)
      let masked = Name(name.ascii + "_masked", name.unicode + "_masked")
      factors.append(
        try eq(masked, .select(Merge.column(mask, term), term, 1), "masked entries count as 1"))
    }
    let product = try eq("y", try eq.folded(factors) { try join($0, $1, eq) })
    guard let mask = try joined(masks, eq) else { return [Signal(product)] }
    let y = try eq(
      "y_masked", .select(Merge.column(mask, product), product, 0), "masked timesteps are zeroed")
    return [Signal(y, mask: mask)]
  }

  /// Keras 3: an entry that is masked on one side takes the other side's value.
  private func extremum(_ terms: [Term], _ masks: [Term?], _ eq: Equations) throws -> [Signal] {
    guard var output = terms.first, var mask = masks.first else { return [] }
    for (next, nextMask) in zip(terms, masks).dropFirst() {
      var x = next
      if let nextMask {
        x = try eq("x_masked", .select(Merge.column(nextMask, x), x, output))
      }
      if let known = mask {
        output = try eq("y_masked", .select(Merge.column(known, output), output, x))
      }
      if let known = mask, let nextMask {
        let pair = Term.numbered([known, nextMask], "m", eq)
        mask = try eq("m", .apply(LogicalOr(), pair))
      } else {
        mask = nil
      }
      output = try eq("y", try join(output, x, eq))
    }
    return [Signal(output, mask: mask)]
  }

  /// A mask (T) as (T, 1, …), to stand beside a sequence.
  private static func column(_ mask: Term, _ sequence: Term) -> Term {
    let missing = sequence.shape.rank - mask.shape.rank
    guard missing > 0 else { return mask }
    return mask(Reshape(mask.shape.dims + [Int](repeating: 1, count: missing)))
  }
}

extension Term {
  /// The values under names of their own, `m₁`, `m₂`, …, where several of one name are read together.
  static func numbered(_ terms: [Term], _ name: String, _ eq: Equations) -> [Term] {
    guard terms.count > 1 else { return terms }
    return terms.enumerated().map { eq.local(Name.numbered(name, $0.offset + 1), $0.element) }
  }
}
