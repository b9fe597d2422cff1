import Equations

/// The mean and variance of this batch, the variance with n − 1, as pandas and PyTorch's `std` give it (N28).
struct BatchStatisticsOfSample: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the batch's own statistics, the variance with n − 1"
    return Normalizations.slips(.known("N28").unpaired, title, anatomy, .batch) {
      BatchStatistics.revision($0, anatomy, isOfSample: true)
    }
      + Normalizations.slips(
        .possible("N28").unpaired, title + " and without ε", anatomy, .batch
      ) {
        BatchStatistics.revision($0, anatomy, isOfSample: true)
          + Normalizations.epsilon(0, $0)
      }
  }
}
