import Tensors
import Training

/// Weights of classes, where Keras takes them.
extension Aim {
  /// The same with weights of classes, or with none.
  ///
  /// Refused is what Keras refuses: several outputs; several labels for a sample and weights of samples beside, in
  /// Keras 3; in Keras 2 classes without a weight.
  package func weighing(_ classes: ClassWeighting?, in model: Model) throws -> Aim {
    var result = self
    result.classes = classes
    guard let classes, let one = judged.first else { return result }
    let outputs = model.outputNames
    guard outputs.count == 1 else {
      throw InputError(
        "weights of classes are for a model of one output, and \(model.name) has \(outputs.count): "
          + outputs.joined(separator: ", "), hint: Aim.without)
    }
    let isSparse = Aim.takesClasses(one.loss.loss)
    let version = Generation(model.origin.version)
    // Of one sample, with its classes.
    let rank = one.target.shape.rank - (isSparse ? 0 : 1)
    guard rank <= 1 || version != .keras3 && !isSparse else {
      throw InputError(
        "Keras takes weights of classes where a sample has one label, and \(one.name) has "
          + "\(one.target.shape.removing(0)) of them", hint: Aim.without)
    }
    if version == .keras3 {
      guard one.weights == nil else {
        throw InputError(
          "Keras 3 takes weights of classes or weights of samples, not both", hint: Aim.without)
      }
    } else {
      try Aim.refuseUnweighed(one, classes)
    }
    return result
  }

  private static let without = "set class_weight none goes on without."

  /// Keras 2 wants a weight for every class from 0 on.
  private static func refuseUnweighed(_ one: Judged, _ classes: ClassWeighting) throws {
    let known = classes.weights.keys.sorted()
    guard known == Array(known.indices) else {
      throw InputError(
        "Keras 2 takes weights of all classes, numbered from 0, and these are of "
          + known.map(String.init).joined(separator: ", "),
        hint: "A class that is to count as it is weighs 1.")
    }
    if let stray = labels(of: one.target).first(where: { !known.contains($0) }) {
      throw InputError(
        "there is no weight for class \(stray) of \(one.name)",
        hint: "Keras 2 takes one for every class; one that is to count as it is weighs 1.")
    }
  }

  /// The classes of all samples: the greatest place of several numbers, or the one number, rounded.
  private static func labels(of target: Tensor) -> [Int] {
    let numbers = target.elements
    let width = target.shape.rank > 1 ? target.shape.width : 1
    guard width > 1 else {
      return numbers.compactMap { Int(exactly: $0.rounded(.toNearestOrEven)) }
    }
    return stride(from: 0, to: numbers.count, by: width).map { start in
      (start..<start + width).reduce(start) { numbers[$1] > numbers[$0] ? $1 : $0 } - start
    }
  }
}
