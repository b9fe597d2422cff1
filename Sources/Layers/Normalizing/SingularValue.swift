import Equations
import Tensors
import Terms

/// The greatest singular value of a layer's kernel, `σ = v·W·uᵀ`, by powers: `v = u·Wᵀ/|u·Wᵀ|`, `u = v·W/|v·W|`, once or more
/// often, from the u that the call before left.
///
/// Before every call in training Keras puts W/σ in the kernel's place. A kernel of nothing but zeros stays.
struct SingularValue: Sendable {
  /// More powers than anybody takes.
  private static let most = 100
  private static let keys = ["kernel", "embeddings"]

  private let key: String
  private let iterations: Int
  private let version: KerasVersion

  /// nil of a layer whose kernel is not known.
  init?(of layer: any Layer, iterations: Int, _ version: KerasVersion) {
    let specs = layer.weights.filter { SingularValue.keys.contains($0.key) }
    guard let spec = specs.first, spec.isTrainable, layer.parts.isEmpty, version.isTensorFlow,
      (1...SingularValue.most).contains(iterations)
    else { return nil }
    (key, self.iterations, self.version) = (spec.key, iterations, version)
  }

  /// Writes W/σ and has the layer whose call was begun read it in place of W.
  func divide(in open: inout Equations.OpenCall, _ eq: Equations) throws {
    var found: (given: Term, now: Term)?
    try eq.resume(&open) {
      guard let shape = eq.shape(ofWeight: key) else { return }
      let given = try eq.weight(key, as: "W", shape)
      found = (given, eq.latest(given))
    }
    guard let (given, now) = found else { return }
    let shape = given.shape
    let units = shape.width
    let stored = try eq.weight("vector_u", as: "u", [1, units])
    let begun = eq.latest(stored)
    let rows = Shape(Array(shape.dims.dropLast())).count
    let matrix =
      shape.rank == 2 ? now : try eq("W_m", now(Reshape([rows, units])), "as one matrix")
    let isThere = try eq(
      "any", Term.apply(NotEqual(), [matrix, 0])(Reduce(.any, axes: [-2, -1])),
      "false where the kernel is 0 everywhere")
    var (u, v) = (begun, begun)
    for step in 1...iterations {
      func name(_ letter: String) -> Name {
        iterations == 1 ? Name(letter + "_new", letter + "′") : Name.numbered(letter, step)
      }
      v = try eq(name("v"), ofLengthOne(u • matrix(Permute())), "of length 1")
      u = try eq(name("u"), ofLengthOne(v • matrix), "of length 1")
    }
    let sigma = try eq(
      Name("sigma", "σ"), (v • matrix • u(Permute()))(Reshape([])), "greatest singular value")
    let divided = try eq(
      Name("W_sigma", "W_σ"), .select(isThere, now / sigma, now),
      "what Keras puts in the kernel's place")
    let next = try eq(
      Name("u_next", "u_next"), .select(isThere, u, begun), "what the next call begins with")
    eq.update(stored, to: next)
    try eq.resume(&open) {
      let change = (divided - given)(StopGradient())
      let used = try eq("W_used", given + change, "W_σ, with the slope of W")
      // A penalty reads what the update makes, and so has the slope of W too.
      eq.update(given, to: used)
      eq.substitute(used, forWeight: key)
    }
  }

  private func ofLengthOne(_ x: Term) -> Term {
    x * x(Square())(Reduce(.sum, axes: [-2, -1])).inverseLength(atMost: 1e7, version)
  }
}
