import Debugging
import Equations
import Tensors
import Terms

/// One diagnosis on its way: what was tried, and how near it came.
struct Trial {
  let given: [GivenNumbers]
  private let experiment: Experiment
  /// The user's digits taken as they are, or as rounded.
  private let exact, rounded: Yardstick
  private var entries: [Entry] = []
  private var singles = 0
  private var pairs = 0
  private var remarks: [String] = []
  /// The equation asked for by itself, where it is one.
  private let local: LocalEquation?
  /// Single mistakes that change the numbers, for pairs: one of each id that gives the same.
  private(set) var promising: [Slip] = []

  /// A mistake that was tried.
  struct Entry {
    let slip: Slip
    let machine: Machine?
    let values: [Double]
    var fits: Bool
    /// Named for being far nearer than all others, though farther away than rounding explains.
    var isFarNearest = false
    /// Within a quarter of the room that rounding needs.
    let isClose: Bool
    let distance: Double
    /// How far its numbers lie from the user's, fit or not: of ways to make one mistake, the nearest
    /// is meant.
    let gap: Double
    let order: Int
    /// Whether only the equation asked for was computed as the mistake does.
    let isLocal: Bool

    /// The formulas that were changed, as one text.
    var formulas: String {
      guard let machine else { return slip.title }
      let contrasts = Slip.Contrast.list(of: machine.program, upTo: .max)
      return contrasts.map { "\($0.place) \($0.wrong)" }.joined(separator: "\n")
    }

    /// What is said first of mistakes that fit: one formula before a mistake all over the model,
    /// where one equation is asked for; what people are known to do before what they may do.
    var standing: Int { isLocal ? (slip.standing == .general ? 0 : 1) : slip.standing.rank }
  }

  init(_ given: [GivenNumbers], _ experiment: Experiment, _ precise: Machine?) {
    self.given = given
    self.experiment = experiment
    local = LocalEquation(given, experiment.right)
    let right = Experiment.values(of: experiment.right, in: given) ?? []
    let precise = precise.flatMap { Experiment.values(of: $0, in: given) }
    exact = Yardstick(given, right: right, precise: precise, usesDoubts: false)
    rounded = Yardstick(given, right: right, precise: precise, usesDoubts: true)
  }

  /// Whether the digits are so few that a number may be exact as well.
  private var mayBeExact: Bool { given.contains { !$0.digits.areSure } }

  /// Numbers that may be exact are right only if no mistake gives just these.
  func isRight(_ strictness: Yardstick.Strictness) -> Bool {
    if exact.fits(exact.right, strictness) { return true }
    return (!mayBeExact || strictness == .loose) && rounded.fits(rounded.right, strictness)
  }

  // MARK: Trying

  /// `areLast`: whether they are no part of pairs.
  mutating func consider(_ runs: [(slip: Slip, machine: Machine)], areLast: Bool = false) {
    for run in runs {
      singles += 1
      guard let values = add(run.slip, run.machine), run.slip.isPaired, !areLast else { continue }
      let isKnown = entries.dropLast().contains { $0.slip.id == run.slip.id && $0.values == values }
      if !isKnown { promising.append(run.slip) }
    }
  }

  /// The same mistakes made in the equation asked for alone, from right operands.
  mutating func considerLocally(_ runs: [(slip: Slip, machine: Machine)]) {
    guard let local else { return }
    for run in runs {
      guard let values = local.values(of: run.machine.program), !exact.isSilent(values) else {
        continue
      }
      add(run.slip, run.machine, values, isLocal: true)
    }
  }

  mutating func countPair() { pairs += 1 }

  mutating func considerPair(_ slip: Slip, _ machine: Machine) {
    _ = add(slip, machine, isPair: true)
  }

  mutating func ranOutOfTime() {
    remarks.append(
      "Not all pairs of mistakes were tried: the model is large. Give a value of an inner layer, or fewer samples."
    )
  }

  /// Gives the mistake's numbers; nil where they are the right ones, or none.
  private mutating func add(_ slip: Slip, _ machine: Machine, isPair: Bool = false) -> [Double]? {
    guard let values = Experiment.values(of: machine, in: given),
      values.count == exact.right.count, !exact.isSilent(values)
    else { return nil }
    add(slip, machine, values, isPair: isPair)
    return values
  }

  private mutating func add(
    _ slip: Slip, _ machine: Machine?, _ values: [Double], isPair: Bool = false,
    isLocal: Bool = false
  ) {
    let yardstick = mayBeExact || exact.fits(values) ? exact : rounded
    let distance = yardstick.relative(values)
    let fits = yardstick.fits(values) || yardstick.fits(values, .loose) && distance < 0.2
    // Far too many pairs are tried to keep those that say nothing.
    if isPair, !fits, distance > entries.map(\.distance).min() ?? .infinity { return }
    entries.append(
      Entry(
        slip: slip, machine: fits || distance < 1e-3 ? machine : nil, values: values, fits: fits,
        isClose: fits && distance < 0.05, distance: fits ? 0 : distance,
        gap: exact.gap(values), order: entries.count, isLocal: isLocal))
  }

  var hasFit: Bool { entries.contains(where: \.fits) }

  /// So many times nearer than every other mistake is no chance, whatever rounding does.
  private static let farNearer = 1000.0

  /// Names the mistake that comes 1,000 times nearer than any other and than the right numbers, where
  /// none fits: the numbers may have been computed with fewer digits than here.
  mutating func nameFarNearest() {
    guard !hasFit, exact.user.count > 1, exact.user.allSatisfy(\.isFinite),
      let best = entries.min(by: { ($0.distance, $0.order) < ($1.distance, $1.order) }),
      best.distance > 0, best.distance * Trial.farNearer <= 1
    else { return }
    let parts = Set(best.slip.names)
    let limit = best.distance * Trial.farNearer
    let near = entries.indices.filter { entries[$0].distance < limit }
    // What gives the same numbers, or is the same with something else that does nothing here.
    let areOne = near.allSatisfy { index in
      entries[index].distance <= 3 * best.distance
        || !parts.isDisjoint(with: entries[index].slip.names)
    }
    guard areOne else { return }
    for index in near where entries[index].distance <= 3 * best.distance {
      guard entries[index].slip.names.count <= best.slip.names.count else { continue }
      entries[index].fits = true
      entries[index].isFarNearest = true
    }
  }

  // MARK: Samples in another order

  /// The order of the samples in which the right numbers are the user's; nil when there is none.
  func rowOrder(samples: Int) -> [Int]? {
    guard samples > 2, given.allSatisfy({ $0.samples == Array(0..<samples) }) else { return nil }
    var rows = [[Int]](repeating: Array(0..<samples), count: samples)
    var start = 0
    for numbers in given {
      let width = numbers.shape.count
      for row in 0..<samples {
        rows[row].removeAll { other in
          (0..<width).contains { place in
            let own = exact.user[start + row * width + place]
            let right = exact.right[start + other * width + place]
            let room = Tolerance().room(for: right) + numbers.digits.halves[row * width + place]
            return distance(own, right) > room
          }
        }
      }
      start += samples * width
    }
    var free = Set(0..<samples)
    var order: [Int] = []
    for row in rows {
      guard let next = row.first(where: free.contains) else { return nil }
      free.remove(next)
      order.append(next)
    }
    return order == Array(0..<samples) ? nil : order
  }

  // MARK: Other values

  /// The user's numbers may be another value of the right program.
  mutating func considerOtherValues() {
    guard given.count == 1, let numbers = given.first else { return }
    let machine = experiment.right
    for place in OtherValues.places(of: machine.program) where place != numbers.place {
      var values: [Double] = []
      for sample in numbers.samples {
        guard let found = try? machine.lookup(place, sample: sample),
          let other = numbers.part.text.isEmpty && found.tensor.count == numbers.shape.count
            ? found.tensor.elements : numbers.counterpart(in: found.tensor)
        else { break }
        values += other
      }
      guard values.count == exact.right.count, !exact.isSilent(values) else { continue }
      singles += 1
      add(
        Slip(
          .general("V1"), "that is \(place)\(numbers.part.text), not \(numbers.name)",
          contrast: Slip.Contrast(at: numbers.place, right: numbers.place, wrong: place)), nil,
        values)
    }
  }

  // MARK: The end

  /// The mistakes that fit, best first, each id once, with their runs.
  var fittingGroup: [Entry] { ranked.filter(\.fits) }

  private var ranked: [Entry] {
    let sorted = entries.sorted { a, b in
      if a.fits != b.fits { return a.fits }
      if a.isClose != b.isClose { return a.isClose }
      if a.fits, a.standing != b.standing { return a.standing < b.standing }
      if a.distance != b.distance { return a.distance < b.distance }
      return (a.slip.id, a.gap, a.order) < (b.slip.id, b.gap, b.order)
    }
    // A rule of thumb that comes to the same formulas as a known mistake is that mistake.
    let known = Set(sorted.filter { $0.fits && $0.slip.standing != .general }.map(\.formulas))
    var seen: Set<String> = []
    return sorted.filter { entry in
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
          swallowing: isPair && best.slip.roundsOutput ? 0.5 : 0)
      } ?? 0
    let verdict: Diagnosis.Verdict
    if let settled {
      verdict = settled
    } else if fitting.isEmpty || isPair && chance > 0.1 {
      verdict = .unknown
      if isPair {
        remarks.append(
          "Some pairs come so near that they could give them, but so few digits may be chance.")
      }
    } else {
      verdict = fitting.count == 1 && chance <= 0.25 ? .mistake : .ambiguous
      if chance > 0.25 {
        remarks.append(
          "So few digits agree with some mistake by chance: give more digits, or more samples.")
      }
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

  /// What NaN and inf among the user's numbers come from, where the right ones are finite.
  private var overflowRemark: String? {
    let count = zip(exact.user, exact.right).count { !$0.isFinite && $1.isFinite }
    guard count > 0 else { return nil }
    let text =
      "\(count) of the numbers \(count == 1 ? "is" : "are") inf or NaN: something overflowed."
    let hasSoftmax = experiment.right.program.instructions.contains {
      $0.op is Softmax || $0.op is LogSoftmax
    }
    return text + " exp(x) is infinite in float32 from 88.73 on, and inf / inf is NaN"
      + (hasSoftmax ? ": a softmax subtracts the largest number of its row first." : ".")
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
      let last = given.compactMap { (try? machine.lookup($0.place))?.equation }.max()
      let all = Slip.Contrast.list(
        of: machine.program, upTo: entry.slip.isSinceFirst ? .max : last ?? .max)
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
