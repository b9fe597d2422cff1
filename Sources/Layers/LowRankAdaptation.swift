import Equations
import Tensors
import Terms

/// `W = W₀ + α/r · A·B`: a kernel that Keras 3 adapts by two small factors, which learn in its place.
///
/// W₀ (…, outputs) is frozen, A (…, r), B (r, outputs). An .h5 keeps the three; a .keras the sum as W₀, and Keras begins A
/// and B at 0 when it loads it. Beside a kernel of few bits `x·A·B` is added to the sums.
struct LowRankAdaptation: Sendable {
  /// What is adapted: `kernel`.
  let key: String
  let rank: Int
  let scale: Double

  /// Nil where the config asks for none.
  init?(_ config: Config, of key: String) throws {
    let rank = try config.int("lora_rank", default: 0)
    let alpha = try config.double("lora_alpha", default: Double(rank))
    guard config.version.major >= 3, rank > 0 else { return nil }
    (self.key, self.rank, scale) = (key, rank, alpha / Double(rank))
  }

  /// The first and the second factor as weights of the layer.
  private var factors: [WeightSpec] {
    WeightFactor.Side.allCases.map { side in
      WeightSpec(
        "lora_\(key)_\(side == .left ? "a" : "b")", factor: WeightFactor(of: key, side, rank: rank))
    }
  }

  /// A layer's weights, among them the factors when it has some, and then the kernel frozen.
  static func weights(_ own: [WeightSpec], _ adaptation: LowRankAdaptation?) -> [WeightSpec] {
    guard let adaptation else { return own }
    return own.map { spec in
      spec.key == adaptation.key
        ? WeightSpec(spec.key, isTrainable: false, groups: spec.groups) : spec
    } + adaptation.factors
  }

  /// The factors beside a kernel of few bits. A .keras has none, and Keras begins them at 0; how long they are is said by a
  /// kernel whose numbers are not packed.
  func factorsBeside(_ format: QuantizedFormat) -> [WeightSpec] {
    format == .int8 ? factors : factors.map { WeightSpec($0.key) }
  }

  /// What the factors add to sums of a kernel of few bits: `α/r · (x·A)·B`, where `times` makes x·A; nil where the file has
  /// none, for they are in its kernel.
  func addition(_ kernel: Shape, _ eq: Equations, times: (Term) -> Term) throws -> Term? {
    guard factors.allSatisfy({ eq.shape(ofWeight: $0.key) != nil }) else { return nil }
    let sides = try zip(factors, ["A", "B"] as [Name]).map { spec, name in
      try eq.weight(spec.key, as: name, spec.factor?.shape(besides: kernel) ?? kernel)
    }
    let product = times(sides[0]) • sides[1]
    remark(eq)
    return scale == 1 ? product : .number(scale) * product
  }

  /// Says what Keras does otherwise once it has loaded the layer.
  private func remark(_ eq: Equations) {
    guard scale != 1, ["Dense", "Embedding"].contains(eq.kind) else { return }
    eq.remark(
      "Keras 3.15 forgets lora_alpha of a layer that it loads, and takes 1 for α/r in place of \(scale)"
    )
  }

  /// The adapted kernel of a shape.
  func weight(as name: Name, _ shape: Shape, _ eq: Equations) throws -> Term {
    if let known = eq.made(of: key) { return known }
    let first = try eq.weight(key, as: Name(name.ascii + "0", name.unicode + "₀"), shape)
    let sides = try zip(factors, ["A", "B"] as [Name]).map { spec, name in
      try eq.weight(spec.key, as: name, spec.factor?.shape(besides: shape) ?? shape)
    }
    let product = sides[0] • sides[1]
    let change = scale == 1 ? product : .number(scale) * product
    remark(eq)
    let adapted = try eq(name, first + change, "the frozen kernel and its two factors")
    eq.keep(adapted, madeOf: key)
    return adapted
  }
}

extension Equations {
  /// A kernel that may be adapted.
  func weight(
    _ key: String, as name: Name, _ shape: Shape, adaptedBy adaptation: LowRankAdaptation?
  ) throws -> Term {
    try adaptation?.weight(as: name, shape, self) ?? weight(key, as: name, shape)
  }
}
