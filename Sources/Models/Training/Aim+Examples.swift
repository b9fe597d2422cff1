import Tensors
import Training

/// Targets for an example, where nobody gives any.
extension Aim {
  /// For each output that has a loss one class of each place, drawn by lot, as every loss takes it: its number, or 1 in its
  /// place and 0 in the others; of one number 0 or 1.
  package static func examples(
    for model: Model, _ outputs: [Shape], samples: Int, loss: String?
  ) throws -> [Int: Tensor] {
    let all = zip(model.outputNames, outputs).map { Compiled.Output($0, $1, target: $1) }
    var numbers = RandomNumbers(seed: 1)
    var result: [Int: Tensor] = [:]
    let typed = try loss.map { try LossWords($0, outputs: model.outputNames) }?.losses(
      of: all, in: model)
    for (index, loss) in try compiled(model, loss).losses(of: all, given: typed ?? [:]).enumerated()
    {
      guard let loss else { continue }
      let shape = outputs[index].inserting(samples, at: 0)
      let width = shape.width
      let places = shape.leading
      let classes = (0..<places.count).map { _ in
        min(Int(numbers.uniform() * Double(max(width, 2))), max(width, 2) - 1)
      }
      if takesClasses(loss.loss) {
        result[index] = Tensor(places, .float32, classes.map { Double(min($0, width - 1)) })
      } else if width == 1 {
        result[index] = Tensor(shape, .float32, classes.map(Double.init))
      } else {
        let hot = classes.flatMap { place in (0..<width).map { $0 == place ? 1.0 : 0 } }
        result[index] = Tensor(shape, .float32, hot)
      }
    }
    return result
  }

  /// Whether a loss takes numbers of classes.
  static func takesClasses(_ loss: OutputLoss) -> Bool {
    (loss.loss as? any Loss).map { type(of: $0).takesClasses } ?? false
  }
}
