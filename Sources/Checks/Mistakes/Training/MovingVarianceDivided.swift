import Equations
import Terms

/// `σ²_mov′` from Σ(x − μ)²/(n − 1), where Keras divides by n; with the fused kernel of tf.keras the other way round.
struct MovingVarianceDivided: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.movingStatistics.filter { $0.name.hasPrefix("moving_variance") }
    let samples = anatomy.samples
    let less = anatomy.slips("T33", "the moving variance with n − 1", in: sites) { site, term in
      guard let own = term.value("sigma2"), let count = anatomy.placesPerChannel(of: site.path),
        count * samples > 1
      else { return nil }
      let n = Double(count * samples)
      return term.replacing("sigma2") { _ in own * .number(n / (n - 1)) }
    }
    let all = sites.filter { $0.term.value("sigma2_sample") != nil }
    guard !all.isEmpty else { return less }
    let paths = all.map(\.path)
    let plain = Slip(
      "T33", "the moving variance with n, where tf.keras keeps n − 1",
      .equation { draft in
        guard paths.contains(draft.path), draft.name.ascii.hasPrefix("moving_variance"),
          let variance = draft.equations.value("sigma2", of: draft.path)
        else { return nil }
        return draft.term.replacing("sigma2_sample") { _ in variance }
      })
    return less + [plain]
  }
}
