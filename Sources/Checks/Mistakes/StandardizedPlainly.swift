import Equations

/// `y = (x − mean(x))/std(x)`: the formula of statistics alone, of the batch or of the sample, without γ, β, ε.
struct StandardizedPlainly: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "standardized by mean and deviation alone"
    let name = MistakeName.known("N19").unpaired
    let batch: [(title: String, revision: @Sendable ([String]) -> Revision)] = [
      (", without γ, β and ε", { Normalizations.plain($0) + Normalizations.epsilon(0, $0) }),
      (", without γ and β", { Normalizations.plain($0) }),
      (", without ε", { Normalizations.epsilon(0, $0) }),
    ]
    return batch.flatMap { end, revision in
      Normalizations.slips(name, "\(title) of the batch\(end)", anatomy, .batch) {
        revision($0) + BatchStatistics.revision($0, anatomy)
      }
    }
      + Normalizations.slips(name, "\(title), without γ, β and ε", anatomy, .layer) {
        Normalizations.plain($0) + Normalizations.epsilon(0, $0)
      }
      + Normalizations.slips(name, "\(title) with n − 1, without γ, β and ε", anatomy, .layer) {
        Normalizations.plain($0) + Normalizations.epsilon(0, $0) + SampleVariance.revision($0)
      }
  }
}
