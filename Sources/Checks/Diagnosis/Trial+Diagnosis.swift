import Debugging
import Equations
import Tensors

/// What a trial comes to, told as a diagnosis.
extension Trial {
  /// The mistakes that fit, best first, each id once, with their runs.
  var fittingGroup: [Entry] { ranked.filter(\.fits) }

  /// Whether it is about a step of training.
  private var isOfTraining: Bool { experiment.anatomy.program.loss != nil }

  private var ranked: [Entry] {
    let sorted = entries.sorted { a, b in
      if a.fits != b.fits { return a.fits }
      if a.isClose != b.isClose { return a.isClose }
      if a.fits, a.standing != b.standing { return a.standing < b.standing }
      if a.distance != b.distance { return a.distance < b.distance }
      if a.fits, a.nearness != b.nearness { return a.nearness < b.nearness }
      // What is done to a gradient is said before what makes it so by chance, as by zeros on the way there.
      if a.fits, isOfTraining, a.slip.isOfTraining != b.slip.isOfTraining {
        return a.slip.isOfTraining
      }
      return (a.slip.id, a.gapBeyondRounding, a.order) < (b.slip.id, b.gapBeyondRounding, b.order)
    }
    // A rule of thumb that comes to the same formulas as a known mistake is that mistake.
    let known = Set(sorted.filter { $0.fits && $0.slip.standing != .general }.map(\.formulas))
    // Whole numbers that rounding gives are seldom those of a sigmoid at its end.
    let areRounded = entries.contains { $0.fits && $0.slip.roundsOutput && !$0.slip.isPair }
    var seen: Set<String> = []
    return sorted.filter { entry in
      if areRounded, entry.fits, !entry.slip.isPaired, !entry.slip.roundsOutput { return false }
      if entry.fits, entry.slip.standing == .general, known.contains(entry.formulas) {
        return false
      }
      return seen.insert(entry.slip.id).inserted
    }
  }

  func diagnosis(
    _ settled: Diagnosis.Verdict?, telling: Diagnosis.Telling? = nil, otherInputTells: Bool = false
  ) -> Diagnosis {
    let ranked = settled == .right ? [] : self.ranked
    let fitting = ranked.filter(\.fits)
    var remarks = self.remarks
    let isPair = fitting.first?.slip.isPair == true
    let chance =
      fitting.first.map { best in
        rounded.chance(
          of: isPair ? pairs : singles, spreadAs: entries.map(\.values),
          besides: entries.filter { !$0.fits && !$0.slip.isPair }.map(\.values),
          swallowing: isPair && best.slip.roundsOutput ? 0.5 : 0)
      } ?? 0
    let verdict: Diagnosis.Verdict
    if let settled {
      verdict = settled
    } else if fitting.isEmpty || isPair && chance > 0.1 {
      verdict = .unknown
      if isPair {
        remarks.append(
          "Some pairs come so near that they could give them, but of so many that may be chance.")
      }
    } else {
      // What is one mistake in another size is told as one.
      let isOne = fitting.count == 1 || Set(fitting.map(\.slip.kin)).count == 1 && !isPair
      verdict = isOne && chance <= 0.25 ? .mistake : .ambiguous
      if chance > 0.25 {
        remarks.append(
          given.contains { $0.digits.decimals != nil }
            ? "So few digits agree with some mistake by chance: give more digits, or more samples."
            : "So few numbers agree with some mistake by chance: give more, as of more samples.")
      }
    }
    if verdict == .ambiguous && chance > 0.25 || verdict == .unknown && !fitting.isEmpty,
      let remark = signRemark
    {
      remarks.append(remark)
    }
    if verdict != .unknown, fitting.first?.isFarNearest == true {
      remarks.append(
        "Your numbers lie farther from the mistake's than rounding explains, but 1,000 times nearer than any other's."
      )
    }
    if settled != .right, let text = overflowRemark { remarks.append(text) }
    let candidates: [Diagnosis.Candidate] = ranked.prefix(10).map {
      candidate($0, mayFit: verdict != .unknown)
    }
    return Diagnosis(
      verdict: verdict, candidates: candidates, given: given, leaves: departure(verdict),
      telling: telling, otherInputTells: otherInputTells, remarks: remarks + digitRemark(verdict),
      tried: Diagnosis.Tried(singles: singles, pairs: pairs),
      fitsByChance: verdict == .unknown && !fitting.isEmpty)
  }

  private func digitRemark(_ verdict: Diagnosis.Verdict) -> [String] {
    guard case .right = verdict, !exact.fits(exact.right, .loose) else { return [] }
    return ["The digits that are given agree; more of them would say more."]
  }

  private func candidate(_ entry: Entry, mayFit: Bool) -> Diagnosis.Candidate {
    let number = exact.mostTelling(entry.values).flatMap { element(at: $0, entry.values) }
    return Diagnosis.Candidate(
      id: entry.slip.id, title: entry.slip.title, distance: entry.distance,
      fits: entry.fits && mayFit, contrasts: contrasts(entry), number: number)
  }

  private func contrasts(_ entry: Entry) -> [Slip.Contrast] {
    let changed = entry.machine.map { machine in
      // What comes behind the places that are given does not count, but in the steps before.
      let last = given.compactMap { (try? machine.lookup($0.place, in: .model))?.equation }.max()
      let all = Slip.Contrast.list(
        of: machine.program, upTo: entry.slip.isSinceFirst ? .max : last ?? .max,
        besides: experiment.right.program)
      guard given.count == 1, let only = given.first, !entry.slip.isSinceFirst else { return all }
      return all.filter { !$0.isUpdate(besides: only.place) }
    }
    return (entry.slip.contrast.map { [$0] } ?? []) + (changed ?? [])
  }

  private func element(at index: Int, _ values: [Double]) -> Diagnosis.Number? {
    var start = 0
    for numbers in given {
      let width = numbers.shape.count
      if index < start + numbers.numbers.count, width > 0 {
        let place = index - start
        return Diagnosis.Number(
          place: numbers.place, sample: numbers.samples[place / width],
          index: numbers.index(of: place % width), user: exact.user[index],
          right: exact.right[index], mistaken: values[index])
      }
      start += numbers.numbers.count
    }
    return nil
  }

  private func departure(_ verdict: Diagnosis.Verdict) -> Diagnosis.Departure? {
    guard verdict != .right, given.count > 1 else { return nil }
    var lastRight: String?
    for numbers in given {
      guard let right = Experiment.values(of: experiment.right, in: [numbers]) else { continue }
      let own = Yardstick([numbers], right: right, precise: nil, usesDoubts: true)
      if !own.fits(right, .loose) {
        return Diagnosis.Departure(place: numbers.place, lastRight: lastRight)
      }
      lastRight = numbers.place
    }
    return nil
  }
}
