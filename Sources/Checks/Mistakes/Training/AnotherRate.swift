import Terms

/// A learning rate of another value than the file's: the optimizer's own default, or another round number; ten times and a
/// tenth are `RateTenfold`'s.
struct AnotherRate: Mistake {
  private static let values = [
    1, 0.5, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.003, 0.002, 0.001, 0.0005, 0.0003, 0.0001,
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let usual = anatomy.usualRate
    guard let own = anatomy.constantRate.map({ Double("\(Float($0))") ?? $0 }) else {
      return [AnotherRate.inPlaceOfSchedule(anatomy, usual)].compactMap { $0 }
    }
    let others = AnotherRate.values.filter { value in
      [1, 10, 0.1].allSatisfy { abs(value - own * $0) > 1e-6 * value }
    }
    return others.compactMap { value in
      let words = value == usual ? ", the optimizer's default" : ""
      let title = "the learning rate \(value)\(words), not \(own) as the file says"
      let name: MistakeName = value == usual ? .known("T80").unpaired : .possible("T80").unpaired
      return anatomy.slip(name, title, in: anatomy.updates) { _, term in
        term.replacing("eta") { _ in .number(value) }
      }
    }
  }

  private static func inPlaceOfSchedule(_ anatomy: Anatomy, _ usual: Double) -> Slip? {
    let sites = anatomy.updates.filter { $0.name == "eta" && $0.path == anatomy.stepPath }
    let title = "the learning rate \(usual), the optimizer's default, in place of the schedule"
    return anatomy.slip(.known("T80").unpaired, title, in: sites) { _, term in
      Term.number(usual).spread(to: term.shape)
    }
  }
}
