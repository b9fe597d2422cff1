import Equations
import Tensors
import Terms

/// Numbers brought to a mean of 0 and a variance of 1 by arrays of the file.
extension OperationCall {
  /// `x·s + (β − μ·s)` with `s = γ/√(σ² + ε)`, as TensorFlow's function goes about it.
  func standardized() throws -> Term {
    let names = [["x"], ["mean"], ["variance"], ["offset"], ["scale"]]
    let given = names.enumerated().map { argument($0.element, at: $0.offset) }
    guard let x = given[0], let mean = given[1], let variance = given[2] else {
      throw misuse("of nothing")
    }
    let there = [x, mean, variance] + given[3...].compactMap(\.self)
    var terms = try terms(there)
    let shape = terms[0].shape
    if !isTensorFlow {
      // The arrays stand along one axis of x.
      let place = try axis(try integer("axis") ?? -1, rank: shape.rank) + shape.rank
      var dims = [Int](repeating: 1, count: shape.rank)
      dims[place] = shape[place]
      terms =
        try [terms[0]]
        + terms.dropFirst().map { term in
          guard term.shape == [shape[place]] else {
            throw misuse("of \(shape) by an array \(term.shape) along axis \(place + 1)")
          }
          return place == shape.rank - 1 ? term : term(Reshape(dims))
        }
    }
    let epsilon = argument(["variance_epsilon", "epsilon"], at: 5)?.plainNumber
    guard let epsilon = try epsilon ?? (isTensorFlow ? nil : number("epsilon") ?? 1e-3) else {
      throw misuse("without an epsilon")
    }
    let scale = given[4] == nil ? nil : terms.last
    let offset = given[3] == nil ? nil : terms[3]
    let root = (terms[2] + .number(epsilon))(Rsqrt())
    let s = try eq("s", scale.map { root * $0 } ?? root, "the factor")
    let rest = offset.map { $0 - terms[1] * s } ?? -(terms[1] * s)
    let format = dtype(of: terms[0])
    func own(_ term: Term) -> Term { dtype(of: term) == format ? term : term(Cast(format)) }
    return terms[0] * own(s) + own(rest)
  }
}
