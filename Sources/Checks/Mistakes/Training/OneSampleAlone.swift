import Debugging
import Equations

/// `∂W` of one sample where it is the mean over all: the sum begun anew with each of them, so that the last one is left; or
/// the first one taken for all.
struct OneSampleAlone: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss != nil, anatomy.samples > 1 else { return [] }
    let last = anatomy.samples - 1
    let ways: [(title: String, row: Int)] = [
      ("the last sample of the batch alone, not the mean over all", last),
      ("the first sample of the batch alone, not the mean over all", 0),
    ]
    return ways.map { title, row in
      Slip(
        .known("T100").unpaired, title,
        contrast: Slip.Contrast(
          at: "the batch", right: "the mean over \(anatomy.samples) samples",
          wrong: "sample \(row) alone"),
        rows: RowsTaken(ofInputs: true) { count, batch in
          let size = max(batch, 1)
          return (0..<count).map { sample in
            let first = sample / size * size
            return row == 0 ? first : min(first + size, count) - 1
          }
        })
    }
  }
}
