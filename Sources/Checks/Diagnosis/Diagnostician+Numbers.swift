import Debugging
import Tensors

/// What mistakes make of a value: wrong answers to a question about it.
extension Diagnostician {
  /// A wrong number, and what gives it.
  package struct WrongNumber: Sendable {
    package let id, title: String
    package let value: Double
    fileprivate let isOfTraining: Bool
  }

  /// The numbers that mistakes give in one element of a place, `dense.W_next`; each once, and none of them right. Mistakes of
  /// training come first, and what is done in this equation alone before what is done all over the model.
  package func wrongNumbers(at place: String, element: Int, sample: Int = 0) throws -> [WrongNumber]
  {
    let right = try self.right
    let found = try right.lookup(place, in: .model, sample: sample)
    let elements = found.tensor.elements
    guard elements.indices.contains(element), elements[element].isFinite else { return [] }
    let given = try GivenNumbers(found.tensor, at: place, of: right, sample: sample)
    let local = LocalEquation([given], right)
    var ofEquation: [WrongNumber] = []
    var ofModel: [WrongNumber] = []
    try eachSingle { slip, machine in
      func add(_ values: [Double]?, to list: inout [WrongNumber]) {
        guard let values, values.indices.contains(element) else { return }
        list.append(
          WrongNumber(
            id: slip.id, title: slip.title, value: values[element], isOfTraining: slip.isOfTraining)
        )
      }
      add(local?.values(of: machine.program), to: &ofEquation)
      add(Experiment.values(of: machine, in: [given]), to: &ofModel)
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
