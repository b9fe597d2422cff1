import Terms

/// `L₁ + L₂` where `loss_weights` of `compile` weigh the outputs.
struct OutputWeightsIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.losses.filter { $0.name == "L_total" }
    let slip = anatomy.slip("T63", "loss_weights of the outputs ignored", in: sites) { _, term in
      term.mappingSummands { part in
        guard let (loss, weight) = part.pair(of: Multiply.self), weight.plainNumber != nil else {
          return part
        }
        return loss
      }
    }
    return [slip].compactMap { $0 }
  }
}
