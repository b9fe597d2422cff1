import Terms

extension Anatomy {
  /// A mistake of the whole batch in the gradients of the biases alone, or of the kernels alone: that shows in later steps.
  func inGradientsOfSome(_ name: String, _ title: String, times factor: Double) -> [Slip] {
    guard samples > 1 else { return [] }
    let ways: [(words: String, names: [String])] = [
      ("biases", ["db"]), ("kernels", ["dW", "dU"]),
    ]
    return ways.compactMap { words, names in
      let sites = gradients.filter { names.contains($0.name) }
      return slip(
        .known(name).unpaired, "\(title), in the gradients of the \(words) alone", in: sites
      ) { _, term in
        // What a regularizer adds is no sum over the samples.
        term.mappingSummands { part in
          part.values.allSatisfy { $0.role == .weight } ? part : part * .number(factor)
        }
      }
    }
  }
}
