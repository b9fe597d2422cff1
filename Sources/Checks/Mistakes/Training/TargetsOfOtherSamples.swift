import Debugging
import Equations

/// `y[k + 1]` for `y[k]`: the rows of the targets do not belong to the samples.
struct TargetsOfOtherSamples: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss != nil, anatomy.samples > 1 else { return [] }
    let one = "the two targets exchanged: each sample with that of the other one"
    let ways: [(title: String, wrong: String, row: @Sendable (Int, Int) -> Int)] = [
      (
        anatomy.samples == 2 ? one : "each sample with the target of the next one",
        "y[k + 1] of sample k, y[0] of the last one", { ($0 + 1) % $1 }
      ),
      (
        "each sample with the target of the one before",
        "y[k − 1] of sample k, the last one of sample 0",
        { ($0 + $1 - 1) % $1 }
      ),
      ("the targets in the other order", "the last one of sample 0, and so on", { $1 - 1 - $0 }),
    ]
    return (anatomy.samples == 2 ? ways.prefix(1) : ways[...]).map { title, wrong, row in
      Slip(
        .known("T89").unpaired, title,
        contrast: Slip.Contrast(at: "the targets", right: "y[k] of sample k", wrong: wrong),
        rows: RowsTaken(ofInputs: false) { count, _ in (0..<count).map { row($0, count) } })
    }
  }
}
