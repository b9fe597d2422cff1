import Terms

/// `w⁻ = w + w·λ·η`, the weight decay with the other sign; or `w − w·λ`, without the learning rate.
struct DecayTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { $0.weight(endingWith: "_decayed") != nil }
    let turned = anatomy.slip("T54", "the weight decay with the other sign", in: sites) { _, term in
      term.pair(of: Subtract.self).map { $0.0 + $0.1 }
    }
    let plain = anatomy.slip(
      "T54", "the weight decay not multiplied by the learning rate", in: sites
    ) { _, term in
      guard let (w, share) = term.pair(of: Subtract.self) else { return nil }
      return share.pair(of: Multiply.self).map { w - $0.0 }
    }
    return [turned, plain].compactMap { $0 }
  }
}
