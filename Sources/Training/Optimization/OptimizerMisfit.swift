import Equations
import Tensors

/// What does not fit where a file keeps other arrays than its optimizer has.
enum OptimizerMisfit {
  /// The shape that an array must have; nil for any.
  static func shape(of array: OptimizerArray, _ weights: [Shape]) -> Shape? {
    switch array {
    case .iterations, .rate, .shared: .scalar
    case .slot(_, let weight): weights[weight]
    case .unused: nil
    }
  }

  /// The first array that has another shape than it must have; nil where all fit.
  static func misfit(
    _ arrays: [OptimizerArray], _ shapes: [Shape], _ weights: [Shape]
  ) -> String? {
    for (place, (array, shape)) in zip(arrays, shapes).enumerated() {
      guard let expected = self.shape(of: array, weights), expected != shape else { continue }
      return "array \(place) of it in the file is \(shape), and \(title(array)) has \(expected)"
    }
    return nil
  }

  /// There are as many arrays as in no order of them.
  ///
  /// `sets`: what the optimizer keeps of every weight.
  static func miscount(_ found: Int, _ known: [Int], _ sets: String?, _ weights: Int) -> String {
    let counts = Set(known).sorted().map(String.init).joined(separator: " or ")
    let each = sets.map { ", with \($0) of each of \(weights) weights" } ?? ""
    return
      "the file keeps \(found) array\(found == 1 ? "" : "s") of it, and as it is set it has \(counts)\(each): "
      + "they are those of another optimizer, of other settings or of other weights"
  }

  static func refusal(_ title: String, _ reason: String) -> Obstacle {
    Obstacle(
      path: "the optimizer", kind: title, reason: reason,
      advice:
        "Save the model again to keep its state, or begin with a fresh one: set optimizer \(title.lowercased())."
    )
  }

  private static func title(_ array: OptimizerArray) -> String {
    switch array {
    case .iterations: "the number of its steps"
    case .rate: "its learning rate"
    case .shared(let slot): "its \(slot.key)"
    case .slot(let slot, let weight): "\(slot.key) of weight \(weight + 1)"
    case .unused: "an array that is not used"
    }
  }
}
