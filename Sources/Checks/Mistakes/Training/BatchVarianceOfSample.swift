import Terms

/// `σ² = Σ(x − μ)²/(n − 1)` of the batch, by which x is normalized, where Keras divides by n.
struct BatchVarianceOfSample: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let samples = anatomy.samples
    @Sendable func factor(_ site: Site) -> Term? {
      guard let places = anatomy.placesPerChannel(of: site.path), places * samples > 1 else {
        return nil
      }
      let n = Double(places * samples)
      return .number(n / (n - 1))
    }
    let own = anatomy.predictions.filter { $0.name == "n" && $0.term.value("sigma2") != nil }
    let paths = Set(own.map(\.path))
    let both = anatomy.predictions.filter { $0.name == "sigma2" && paths.contains($0.path) }
    let title = "the variance of the batch with n − 1"
    return anatomy.slips("T71", title, in: both) { site, term in
      factor(site).map { term * $0 }
    }
      + anatomy.slips("T71", title + ", but for the moving one", in: own) { site, term in
        factor(site).map { factor in term.replacing("sigma2") { $0 * factor } }
      }
  }
}
