import Containers
import Debugging

/// One diagnosis on its way: what was tried, and how near it came.
struct Trial {
  let given: [GivenNumbers]
  let experiment: Experiment
  /// The user's digits taken as they are, or as rounded.
  let exact, rounded: Yardstick
  var entries: [Entry] = []
  var singles = 0
  var pairs = 0
  var remarks: [String] = []
  /// Whether some mistakes were not tried, for others took too long.
  private(set) var isOutOfTime = false
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
    /// Fits, and lies within a twentieth of the right numbers' distance.
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

    /// How many powers of ten the gap lies above the rounding of float32 (3e-7): of several that fit, the one that fits to
    /// the last digit is said first.
    var nearness: Int {
      var (rest, tens) = (gap, 0)
      while rest > 3e-7, tens < 9 { (rest, tens) = (rest / 10, tens + 1) }
      return tens
    }

    /// The gap, as far as it is more than what the last digit of a float32 makes: of ways that differ by less the first is
    /// meant.
    var gapBeyondRounding: Double { nearness == 0 ? 0 : gap }

    /// What is said first of mistakes that fit: one formula before a mistake all over the model,
    /// where one equation is asked for; what people are known to do before what they may do.
    var standing: Int { isLocal ? (slip.standing == .general ? 0 : 1) : slip.standing.rank }
  }

  /// `rooms` are how far rounding may take the numbers over steps of training.
  init(
    _ given: [GivenNumbers], _ experiment: Experiment, _ precise: Machine?,
    rooms: [Double]? = nil
  ) {
    self.given = given
    self.experiment = experiment
    local = LocalEquation(given, experiment.right)
    let right = Experiment.values(of: experiment.right, in: given) ?? []
    let precise = precise.flatMap { Experiment.values(of: $0, in: given) }
    exact = Yardstick(given, right: right, precise: precise, rooms: rooms, usesDoubts: false)
    rounded = Yardstick(given, right: right, precise: precise, rooms: rooms, usesDoubts: true)
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

  mutating func ranOutOfTime(on what: String) {
    guard !isOutOfTime else { return }
    isOutOfTime = true
    remarks.append(
      Interruption.isWished()
        ? "It was interrupted: not all \(what) were tried."
        : "Not all \(what) were tried: the model is large. Give a value of an inner layer, or fewer samples."
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

  mutating func add(
    _ slip: Slip, _ machine: Machine?, _ values: [Double], isPair: Bool = false,
    isLocal: Bool = false
  ) {
    let yardstick = mayBeExact || exact.fits(values) ? exact : rounded
    let distance = yardstick.relative(values)
    let fits =
      (yardstick.fits(values) || yardstick.fits(values, .loose) && distance < 0.2)
      && (!slip.isSubtle || yardstick.chanceNearRight * Double(Trial.subtleWays) < 0.05)
    // Far too many pairs are tried to keep those that say nothing.
    if isPair, !fits, distance > entries.map(\.distance).min() ?? .infinity { return }
    entries.append(
      Entry(
        slip: slip, machine: fits || distance < 1e-3 ? machine : nil, values: values, fits: fits,
        isClose: fits && distance < 0.05, distance: fits ? 0 : distance,
        gap: exact.gap(values), order: entries.count, isLocal: isLocal))
  }

  /// How many ways there are to change numbers a little: so often one may be hit by chance.
  private static let subtleWays = 12

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
}
