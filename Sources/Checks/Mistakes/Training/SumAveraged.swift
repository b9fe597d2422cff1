import Tensors
import Terms

/// The mean over the batch where the loss is compiled with `reduction="sum"`.
struct SumAveraged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let averaged = Set(anatomy.losses.filter { $0.name == "L" }.map(\.path))
    let sites = anatomy.losses.filter { $0.name == "l_sum" && !averaged.contains($0.path) }
    let samples = Double(anatomy.samples)
    guard samples > 1, !sites.isEmpty else { return [] }
    let places = sites.compactMap { $0.term.values.first?.shape.count }.max() ?? 1
    let ways = [(1, "the samples")] + (places > 1 ? [(places, "all places and samples")] : [])
    return ways.compactMap { count, words in
      anatomy.slip("T59", "averaged over \(words), where the loss is their sum", in: sites) {
        _, term in term / .number(samples * Double(count))
      }
    }
  }
}
