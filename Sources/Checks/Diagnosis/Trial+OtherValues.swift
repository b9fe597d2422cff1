import Debugging
import Tensors

/// Numbers that are those of another place.
extension Trial {
  /// The user's numbers may be another value of the right program.
  mutating func considerOtherValues() {
    guard given.count == 1, let numbers = given.first else { return }
    let machine = experiment.right
    for place in OtherValues.places(of: machine.program) where place != numbers.place {
      var values: [Double] = []
      for sample in numbers.samples {
        guard let found = try? machine.lookup(place, in: .model, sample: sample),
          let other = numbers.part.text.isEmpty && found.tensor.count == numbers.shape.count
            ? found.tensor.elements : numbers.counterpart(in: found.tensor)
        else { break }
        values += other
      }
      guard values.count == exact.right.count, !exact.isSilent(values) else { continue }
      singles += 1
      add(
        Slip(
          .general("V1"), "that is \(place)\(numbers.part.text), not \(numbers.name)",
          contrast: Slip.Contrast(at: numbers.place, right: numbers.place, wrong: place)), nil,
        values)
    }
  }
}
