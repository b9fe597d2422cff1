import Terms

/// β₁, β₂, ρ or μ of another value than the file's: the one that PyTorch or a paper has.
struct AnotherShare: Mistake {
  private static let values = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let means = anatomy.keptMeans.filter { $0.letter != "average" }
    var shares: [(share: Double, symbol: String, letters: Set<String>)] = []
    for mean in means {
      let index = shares.firstIndex {
        AnotherShare.isSame($0.share, mean.share) && $0.symbol == "ρ"
      }
      if let index {
        shares[index].letters.insert(mean.letter)
      } else {
        shares.append((mean.share, symbol(of: mean, among: means, anatomy), [mean.letter]))
      }
    }
    return shares.flatMap { share, symbol, letters in
      AnotherShare.values.compactMap { value in
        AnotherShare.slip(anatomy, share, value, symbol, letters)
      }
    } + AnotherShare.ofMomentum(anatomy)
  }

  private func symbol(of mean: KeptMean, among means: [KeptMean], _ anatomy: Anatomy) -> String {
    guard means.contains(where: { $0.letter == "m" }) else { return "ρ" }
    let isLion = anatomy.updates.contains { $0.term.contains(Sign.self) }
    return mean.letter == "m" && !isLion ? "β₁" : "β₂"
  }

  /// The means of some letters, and what corrects them.
  private static func slip(
    _ anatomy: Anatomy, _ share: Double, _ value: Double, _ symbol: String, _ letters: Set<String>
  ) -> Slip? {
    guard !isSame(value, share) else { return nil }
    let sites = anatomy.updates.filter { site in
      site.slotLetter.map(letters.contains) ?? false || corrections(by: symbol).contains(site.name)
        || symbol == "β₂" && site.name.hasPrefix("v_hat") && !site.term.contains(Maximum.self)
    }
    let title = "\(symbol) = \(value), not \(Float(share)) as the file says"
    return anatomy.slip(.possible("T78").unpaired, title, in: sites) { site, term in
      if let mean = MovingMean(term) { return mean.with(value) }
      func changed(_ part: Term) -> Term {
        part.replacing {
          $0.plainNumber.map { AnotherShare.isSame($0, share) } ?? false ? .number(value) : nil
        }
      }
      // 1 − β₁ᵗ is below the fraction, √(1 − β₂ᵗ) in it.
      guard site.name == "alpha", let (top, below) = term.pair(of: Divide.self) else {
        return changed(term)
      }
      return symbol == "β₁" ? top / changed(below) : changed(top) / below
    }
  }

  /// Whether two are one but for single precision.
  private static func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-7 }

  /// What m and v are corrected by.
  private static func corrections(by symbol: String) -> [String] {
    switch symbol {
    case "β₁": ["alpha", "share", "u", "u_ahead"]
    case "β₂": ["alpha"]
    default: []
    }
  }

  /// μ of SGD's momentum and of RMSprop's.
  private static func ofMomentum(_ anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.updates.filter { site in
      site.slotLetter == "m" && momentum(of: site) != nil || site.ahead(site.term) != nil
    }
    guard let share = sites.lazy.compactMap({ momentum(of: $0) }).first else { return [] }
    return values.filter { !isSame($0, share) && $0 > 0 }.compactMap { value in
      let title = "momentum = \(value), not \(Float(share)) as the file says"
      return anatomy.slip(.possible("T78").unpaired, title, in: sites) { _, term in
        term.replacing {
          $0.plainNumber.map { AnotherShare.isSame($0, share) } ?? false ? .number(value) : nil
        }
      }
    }
  }

  /// μ of `m′ = m ⊙ μ − g ⊙ η`, or of `μ ⊙ m + way`.
  private static func momentum(of site: Site) -> Double? {
    if let own = site.momentum(site.term) { return own.share.plainNumber }
    guard site.slotLetter == "m", MovingMean(site.term) == nil,
      let (kept, _) = site.term.pair(of: Add.self), let (a, b) = kept.pair(of: Multiply.self)
    else { return nil }
    return a.plainNumber ?? b.plainNumber
  }
}
