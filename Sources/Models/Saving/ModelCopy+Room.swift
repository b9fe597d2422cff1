import Containers
import Tensors
import Training

/// Room for what an optimizer keeps, in a file that was saved before any training.
///
/// Such a file has arrays of the optimizer that say how many steps there were, and perhaps the learning rate, but none of
/// what is kept for the weights. Keras takes what is kept as a whole or not at all.
extension ModelCopy {
  /// The same file with an array for everything that the optimizer keeps; nil where there is none missing, or where it is
  /// not known how the file would have it.
  func withRoomForOptimizer(_ image: Bytes, _ name: String) throws -> Bytes? {
    guard isNamed, learnt.optimizer != nil, let optimization, let saved = model.training,
      let own = try? saved.compiled.optimization?.get(), own.slotGroups == optimization.slotGroups,
      own.rules == optimization.rules
    else { return nil }
    let variables = model.trainableVariables
    let shapes = variables.map(\.shape)
    guard let all = optimization.allArrays(weights: shapes.count), all.count > saved.arrays.count
    else { return nil }
    let known =
      saved.arrays.isEmpty
      ? [] : try optimization.arrays(saved.arrays.map { Shape($0.shape) }, weights: shapes)
    // What scales the loss keeps its count and scale in front: what stood there moves behind them.
    guard known == Array(all.prefix(known.count)) || optimization.scaling != nil else { return nil }
    let root = try HDF5File(image, name: name).root
    var node = try HDF5Node(reading: root)
    let isWholeModel = root.contains("optimizer_weights")
    var names = saved.arrays.map { ModelCopy.listName($0.name) }
    for (index, array) in all.enumerated().dropFirst(known.count) {
      guard let values = empty(array, variables) else { return nil }
      let title = listName(array, variables)
      let path =
        isWholeModel
        ? ["optimizer_weights"] + title.split(separator: "/").map(String.init)
        : ["optimizer", "vars", "\(index)"]
      guard node.add(values, at: path) else { return nil }
      names.append(title)
    }
    if let inner = SavedTraining.inner(of: root) {
      let own = optimization.allArrays(weights: shapes.count, isInner: true) ?? []
      for (index, array) in own.enumerated().dropFirst(try SavedTraining.vars(of: inner).count) {
        guard let values = empty(array, variables),
          node.add(values, at: ["optimizer", "inner_optimizer", "vars", "\(index)"])
        else { return nil }
      }
    }
    if isWholeModel, !node.set("weight_names", of: "optimizer_weights", to: names) { return nil }
    return HDF5Writer.whole(node).map { Bytes($0) }
  }

  /// Zeros, in the format in which Keras keeps it: of a slot that of its weight; nil of narrow formats.
  private func empty(_ array: OptimizerArray, _ variables: [TrainableVariable]) -> HDF5Values? {
    var shape = Shape.scalar
    var element = ElementType.float32
    switch array {
    case .iterations: element = .int64
    case .rate, .shared, .unused: break
    case .slot(_, let weight):
      shape = variables[weight].shape
      element = (variables[weight].weight as? StoredWeight)?.array.element ?? element
      guard [.float32, .float64].contains(element) else { return nil }
    }
    let count = shape.count * element.byteSize
    return HDF5Values(
      shape: shape.dims, element: element,
      content: HDF5Content(bytes: [UInt8](repeating: 0, count: count)))
  }

  /// The name under `optimizer_weights` of what stands at a path of the file.
  private static func listName(_ path: String) -> String {
    let words = path.split(separator: "/").drop { $0 == "optimizer_weights" }
    return words.joined(separator: "/")
  }

  /// `adam/dense_kernel_momentum`: a name of its own, as Keras 3 makes them; loading goes by the order.
  private func listName(_ array: OptimizerArray, _ variables: [TrainableVariable]) -> String {
    let title = (optimization?.title ?? "").lowercased()
    switch array {
    case .iterations: return title + "/iteration"
    case .rate: return title + "/learning_rate"
    case .shared(let slot): return "\(title)/\(slot.key)"
    case .slot(let slot, let weight):
      let path = variables[weight].path.replacing("/", with: "_")
      return "\(title)/\(path)_\(slot.key)"
    case .unused: return title + "/unused"
    }
  }
}
