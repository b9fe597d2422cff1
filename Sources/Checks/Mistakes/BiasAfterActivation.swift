import Equations
import Terms

/// `a = act(x·W) + b`: the bias is added when the activation is done.
struct BiasAfterActivation: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    // The layer whose `a` a dense layer's bias is added to: its own, or an activation layer's.
    var targets: [String: String] = [:]
    for (index, layer) in anatomy.dense.enumerated() {
      let next = index + 1 < anatomy.dense.count ? anatomy.dense[index + 1].id : Int.max
      let own = anatomy.activations.first { $0.frame.id >= layer.id && $0.frame.id < next }
      if let own { targets[layer.path] = own.path }
    }
    let layers = anatomy.dense.filter { targets[$0.path] != nil }
    return anatomy.inEach(layers) { layers in
      let dense = layers.map(\.path)
      let biases = Dictionary(
        dense.compactMap { path in targets[path].map { ($0, path) } },
        uniquingKeysWith: { first, _ in first })
      let revision =
        Revision.equation("z", in: dense) { $0.term.withoutBias }
        + .equation("a", in: Array(biases.keys)) { draft in
          biases[draft.path].flatMap { draft.equations.value("b", of: $0) }.map { draft.term + $0 }
        }
      return Slip("D09", "the bias added after the activation", revision)
    }
  }
}
