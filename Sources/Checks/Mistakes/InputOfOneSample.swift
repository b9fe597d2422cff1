import Equations
import Models
import Tensors

/// The first sample for all, or each sample's neighbour: rows of the input that a loop over samples does not move on (X13).
struct InputOfOneSample: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss == nil, anatomy.samples > 1 else { return [] }
    let ways: [(title: String, row: @Sendable (_ sample: Int, _ count: Int) -> Int)] = [
      ("of the first sample for all of them", { _, _ in 0 }),
      ("of the last sample for all of them", { _, count in count - 1 }),
    ]
    return ways.map { title, row in
      anatomy.fed(.possible("X13").unpaired, title) { tensor in
        guard let count = tensor.shape.dims.first, count > 1 else { return nil }
        return tensor.choosing((0..<count).map { row($0, count) })
      }
    }
  }
}
