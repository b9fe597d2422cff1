import Models
import Tensors

/// The samples that are taken for those of a batch: their targets, or what is fed of them as well.
package struct RowsTaken: Sendable {
  /// The number of the sample that is taken for each of so many, in batches of a size.
  package let order: @Sendable (_ count: Int, _ batch: Int) -> [Int]
  /// Whether what is fed of them is taken too, not their targets alone.
  package let ofInputs: Bool

  package init(ofInputs: Bool, _ order: @escaping @Sendable (Int, Int) -> [Int]) {
    (self.order, self.ofInputs) = (order, ofInputs)
  }

  /// What a batch is fed with.
  package func inputs(_ inputs: [Tensor]) -> [Tensor] {
    guard ofInputs else { return inputs }
    return inputs.map { $0.choosing(order($0.shape[0], $0.shape[0])) }
  }
}

extension GivenStep {
  /// The same step with other samples in the places of its own; what samples weigh stays theirs.
  package func taking(_ rows: RowsTaken) -> GivenStep {
    let count = aim.judged.count
    let way = way.map { way in
      func taken(_ arrays: ArraySlice<Tensor>) -> [Tensor] {
        arrays.map { $0.choosing(rows.order($0.shape[0], way.size)) }
      }
      return Batches(
        inputs: rows.ofInputs ? taken(way.inputs[...]) : way.inputs,
        targets: taken(way.targets.prefix(count)) + way.targets.dropFirst(count), size: way.size,
        seed: way.seed)
    }
    return with(aim.taking(targetsOf: { rows.order($0, $0) }), way)
  }
}
