import Containers

/// What an optimizer keeps in TensorFlow's own files, in the order in which an .h5 lists it.
struct ObjectGraphOptimizer {
  private let objects: TrackedObjects

  init(_ weights: ObjectGraphWeights) { objects = weights.objects }

  /// The arrays; none where no optimizer was saved.
  func arrays() throws -> [StoredArray] {
    guard let optimizer = objects.child("optimizer", of: 0) else { return [] }
    if let list = objects.child("_variables", of: optimizer) {
      return try objects.numbered(list).filter(objects.isVariable).map(objects.array)
    }
    let first = ["iter", "momentum_cache"].compactMap { objects.child($0, of: optimizer) }
    return try (first.filter(objects.isVariable) + slots(of: optimizer)).map(objects.array)
  }

  /// Slots of optimizers up to Keras 2.10, which are kept by variable and by name: all of a name one after the other, in
  /// the order of the weights, but those of Ftrl weight by weight.
  private func slots(of optimizer: Int) -> [Int] {
    let all = objects.slots(of: optimizer)
    let list = objects.child("trainable_variables", of: 0).map(objects.numbered) ?? []
    let places = Dictionary(zip(list, list.indices)) { first, _ in first }
    let names = ObjectGraphOptimizer.order.filter { name in all.contains { $0.name == name } }
    let isByWeight = names == ObjectGraphOptimizer.ftrl
    let keys = all.compactMap { slot -> (place: Int, name: Int, node: Int)? in
      guard let place = places[slot.variable],
        let name = names.firstIndex(of: slot.name), objects.isVariable(slot.slot)
      else { return nil }
      return (place, name, slot.slot)
    }
    return keys.sorted { a, b in
      isByWeight ? (a.place, a.name) < (b.place, b.name) : (a.name, a.place) < (b.name, b.place)
    }.map(\.node)
  }

  /// The names of slots in the order in which their optimizers make them.
  private static let order = [
    "m", "v", "vhat", "rms", "momentum", "mg", "accum_grad", "accum_var", "accumulator", "linear",
  ]
  private static let ftrl = ["accumulator", "linear"]
}
