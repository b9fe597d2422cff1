import Debugging
import Tensors

/// What mistakes make of a value: wrong answers to a question about it.
extension Diagnostician {
  /// A wrong number, and what gives it.
  package struct WrongNumber: Sendable {
    package let id, title: String
    package let value: Double

    /// Whether it can be made in training alone.
    fileprivate var isOfTraining: Bool { id.hasPrefix("T") }
  }

  /// The numbers that mistakes give in one element of a place, `dense.W_next`; each once, and none of them right. Mistakes of
  /// training come first, and what is done in this equation alone before what is done all over the model.
  package func wrongNumbers(at place: String, element: Int, sample: Int = 0) throws -> [WrongNumber]
  {
    let right = try self.right
    let found = try right.lookup(place, sample: sample)
    let elements = found.tensor.elements
    guard elements.indices.contains(element), elements[element].isFinite else { return [] }
    let given = try GivenNumbers(found.tensor, at: place, of: right, sample: sample)
    let local = LocalEquation([given], right)
    let runs = try singles()
    let ofEquation = runs.compactMap { run -> WrongNumber? in
      guard let values = local?.values(of: run.machine.program), values.indices.contains(element)
      else { return nil }
      return WrongNumber(id: run.slip.id, title: run.slip.title, value: values[element])
    }
    let ofModel = runs.compactMap { run -> WrongNumber? in
      guard let values = Experiment.values(of: run.machine, in: [given]),
        values.indices.contains(element)
      else { return nil }
      return WrongNumber(id: run.slip.id, title: run.slip.title, value: values[element])
    }
    var known = [elements[element]]
    let all = ofEquation + ofModel
    return (all.filter(\.isOfTraining) + all.filter { !$0.isOfTraining }).filter { wrong in
      let room = 0.02 * max(abs(wrong.value), abs(known[0]))
      guard wrong.value.isFinite, known.allSatisfy({ abs($0 - wrong.value) > room }) else {
        return false
      }
      known.append(wrong.value)
      return true
    }
  }
}
