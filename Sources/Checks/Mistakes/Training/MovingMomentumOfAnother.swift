import Terms

/// BatchNormalization's momentum of another value than the file's: 0.9 as in PyTorch's words, 0.99 as Keras' default.
struct MovingMomentumOfAnother: Mistake {
  private static let values = [0, 0.1, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.movingStatistics
    guard let own = sites.lazy.compactMap({ MovingMomentumOfAnother.share(of: $0.term) }).first
    else { return [] }
    let others = MovingMomentumOfAnother.values.filter {
      // The shares exchanged are a mistake of their own.
      abs($0 - own) > 1e-6 && abs($0 - (1 - own)) > 1e-6
    }
    return others.compactMap { value in
      let title =
        "momentum = \(value) in the moving mean and variance, not \((own * 1e9).rounded() / 1e9) as the file says"
      return anatomy.slip(.possible("T84").unpaired, title, in: sites) { _, term in
        var numbers = 0
        term.visit { if $0.plainNumber != nil { numbers += 1 } }
        return term.replacing { part in
          guard let number = part.plainNumber else { return nil }
          let stays = numbers > 1 && abs(number - own) < 1e-6
          return .number(stays ? value : 1 - value)
        }
      }
    }
  }

  /// The share that stays, of `moving ⊙ 0.99 + batch ⊙ 0.01` or of `moving − (moving − batch) ⊙ 0.01`.
  private static func share(of term: Term) -> Double? {
    var numbers: [Double] = []
    term.visit { if let number = $0.plainNumber { numbers.append(number) } }
    guard let first = numbers.first, numbers.count <= 2 else { return nil }
    return numbers.count == 1 ? 1 - first : first
  }
}
