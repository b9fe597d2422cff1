import Terms

/// The sum over the samples of the batch where Keras takes the mean: in the gradient alone, or in the loss as well.
struct BatchSummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "summed over the samples of the batch, not averaged"
    let gradient = anatomy.slip("T01", title, in: anatomy.gradients) { site, term in
      site.name == "dl_sum" ? term.withoutSampleCount : nil
    }
    let loss = anatomy.slip("T01", title, in: anatomy.losses) { site, term in
      site.name == "L" ? term.withoutSampleCount : nil
    }
    let places = anatomy.slip("T01", title + ", and over the places", in: anatomy.losses) {
      site, term in
      guard site.name == "L", let (sum, count) = term.pair(of: Divide.self),
        count.pair(of: Multiply.self) != nil
      else { return nil }
      return sum
    }
    return [gradient, loss, places].compactMap { $0 } + BatchSummed.ofSome(title, anatomy)
  }

  /// The same in the gradients of the biases alone, or of the kernels alone: that shows in later steps.
  private static func ofSome(_ title: String, _ anatomy: Anatomy) -> [Slip] {
    let samples = Double(anatomy.samples)
    guard anatomy.samples > 1 else { return [] }
    let ways: [(words: String, names: [String])] = [
      ("biases", ["db"]), ("kernels", ["dW", "dU"]),
    ]
    return ways.compactMap { words, names in
      let sites = anatomy.gradients.filter { names.contains($0.name) }
      return anatomy.slip(
        .known("T01").unpaired, "\(title), in the gradients of the \(words) alone", in: sites
      ) { _, term in
        // What a regularizer adds is no sum over the samples.
        term.mappingSummands { part in
          part.values.allSatisfy { $0.role == .weight } ? part : part * .number(samples)
        }
      }
    }
  }
}

extension Term {
  /// With 1 in place of the number of samples.
  var withoutSampleCount: Term {
    replacing { part in
      guard case .apply(let op, _) = part, (op as? OverSamples)?.kind == .count else { return nil }
      return 1
    }.simplified
  }
}
