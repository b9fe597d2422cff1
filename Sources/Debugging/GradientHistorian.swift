import Containers
import Equations
import Tensors
import Terms

/// Follows a gradient of a backward loop to where it came in: from above in a timestep, or from behind the loop.
///
/// On the way back everything is linear in the gradients, given the values of the walk: `∂h₋₁ = ∂z·Uᵀ` and
/// `∂C₋₁ = ∂C ⊙ f` are unrolled together, by the form of their equations.
struct GradientHistorian {
  private let explainer: Explainer
  private let entry: Entry
  private let scan: Scan
  /// For each state of the loop, where its elements begin among those of all.
  private let bases: [Int]

  private var machine: Machine { explainer.machine }
  private var program: Program { machine.program }

  /// The most numbers that are looked at.
  private static let limit = 20_000_000

  /// Nil when the entry is not written in a loop that goes backwards.
  init?(_ explainer: Explainer, _ entry: Entry) {
    let program = explainer.machine.program
    guard case .equation(let id) = explainer.machine.writers[entry.value],
      let loop = program.equations[id].scan, program.scans[loop].isBackward,
      !program.scans[loop].carries.isEmpty, !entry.steps.isEmpty
    else { return nil }
    self.explainer = explainer
    self.entry = entry
    scan = program.scans[loop]
    var bases: [Int] = []
    var count = 0
    for carry in scan.carries {
      bases.append(count)
      count += program.values[carry.next].shape.count
    }
    self.bases = bases
  }

  func history() throws -> StateHistory {
    let start = entry.steps.last ?? scan.first
    let width = scan.carries.reduce(0) { $0 + program.values[$1.next].shape.count }
    let passes = scan.timestep(start) + 1
    let (cost, overflow) = passes.multipliedReportingOverflow(by: width * width)
    guard !overflow, cost <= GradientHistorian.limit else { throw HistoryError.tooLong(cost) }
    var walk = Walk(forms: Forms(self), states: scan.carries.count)
    walk.begin(try walk.forms.form(of: entry))
    var parts = [part(.timestep(start), walk.rest)]
    var step = start
    while let before = scan.before(step), !walk.weights.isEmpty {
      if Interruption.isWished() { throw HistoryError.interrupted }
      walk.forms = Forms(self)
      try walk.goOn({ place($0, at: before) }, state: state)
      parts.append(part(.timestep(before), walk.rest))
      step = before
    }
    if step == scan.first {
      try walk.end { key in try number(before: key) }
      parts.append(part(.behind, walk.rest))
    }
    let sum = try machine.number(entry, sample: explainer.sample)
    guard case .equation(_, let derived) = try explainer.explanation(entry).origin else {
      throw HistoryError.noSum(entry.value.name.ascii)
    }
    let isKnown = walk.isExact
    return StateHistory(
      entry: entry, number: sum, equation: derived,
      basis: isKnown ? .handedBack : .linearized,
      parts: parts.filter { $0.amount != 0 || parts.count < 4 },
      paths: paths(walk, total: parts.dropFirst().reduce(0) { $0 + $1.amount }))
  }

  private func part(_ source: StateHistory.Part.Source, _ amount: Double) -> StateHistory.Part {
    StateHistory.Part(source: source, written: nil, kept: nil, amount: amount, isMasked: false)
  }

  /// What stayed in one state all the way, state by state, and what went from one to another.
  private func paths(_ walk: Walk, total: Double) -> [StateHistory.Path] {
    guard scan.carries.count > 1, entry.steps.last != scan.first else { return [] }
    let own = zip(scan.carries, walk.pure).map { carry, amount in
      StateHistory.Path(state: name(of: carry), amount: amount)
    }
    let mixed = total - walk.pure.reduce(0, +)
    return own + [StateHistory.Path(state: nil, amount: mixed)]
  }

  /// `C` for what hands ∂C back.
  private func name(of carry: Scan.Carry) -> Name {
    let own = program.values[carry.previous].name
    let states = scan.axis.map { program.scans[$0].carries } ?? []
    return states.map { program.values[$0.next].name }.first { $0.gradient.next == own } ?? own
  }

  // MARK: States

  /// The state that an element among those of all is of.
  private func state(of key: Int) -> Int { bases.lastIndex { $0 <= key } ?? 0 }

  /// What a timestep handed back of an element.
  private func place(_ key: Int, at step: Int) -> Entry {
    let state = state(of: key)
    return Entry(
      value: program.values[scan.carries[state].next], element: key - bases[state],
      steps: entry.steps.dropLast() + [step])
  }

  /// What came in from behind the loop.
  private func number(before key: Int) throws -> Double {
    let state = state(of: key)
    let place = Entry(
      value: program.values[scan.carries[state].previous], element: key - bases[state],
      steps: entry.steps.dropLast() + [scan.first])
    return try machine.number(place, sample: explainer.sample)
  }

  // MARK: Forms

  /// How numbers of one timestep depend on what the timestep behind it handed back, each worked out once.
  private final class Forms {
    private let historian: GradientHistorian
    private var known: [Entry: LinearForm] = [:]

    init(_ historian: GradientHistorian) { self.historian = historian }

    func form(of place: Entry) throws -> LinearForm {
      if let form = known[place] { return form }
      let form = try historian.form(of: place, self)
      known[place] = form
      return form
    }
  }

  private func form(of place: Entry, _ forms: Forms) throws -> LinearForm {
    guard case .equation(_, let derived) = try explainer.explanation(place).origin,
      let form = try derived.linear({ leaf in try self.leaf(leaf, forms) })
    else { throw HistoryError.noSum(entry.value.name.ascii) }
    return form
  }

  private func leaf(_ leaf: Entry, _ forms: Forms) throws -> LinearForm? {
    let value = machine.writers.original(leaf.value)
    let place = Entry(value: value, element: leaf.element, steps: leaf.steps)
    switch machine.writers[value] {
    case .state(scan.id, _):
      guard let state = scan.carries.firstIndex(where: { $0.previous == value.id }) else {
        return nil
      }
      return LinearForm(element: bases[state] + leaf.element)
    case .equation(let id) where program.equations[id].scan == scan.id:
      return try forms.form(of: place)
    default: return nil
    }
  }

  // MARK: The way

  /// What is left of every element of the states, timestep by timestep: in all, and of what has stayed in its state.
  private struct Walk {
    var forms: Forms
    private(set) var weights: [Int: Double] = [:]
    private(set) var rest = 0.0
    private(set) var isExact = true
    /// What has come in over ways that stayed in one state, by state.
    private(set) var pure: [Double]
    private var pureWeights: [[Int: Double]]

    init(forms: Forms, states: Int) {
      self.forms = forms
      pure = [Double](repeating: 0, count: states)
      pureWeights = [[Int: Double]](repeating: [:], count: states)
    }

    mutating func begin(_ form: LinearForm) {
      (weights, rest, isExact) = (form.coefficients, form.rest, form.isExact)
      for index in pureWeights.indices { pureWeights[index] = form.coefficients }
    }

    /// Goes on to the timestep behind, where `place` says what an element is.
    mutating func goOn(_ place: (Int) -> Entry, state: (Int) -> Int) throws {
      var sum = LinearForm(rest: 0)
      for (key, weight) in weights.sorted(by: { $0.key < $1.key }) {
        sum.add(try forms.form(of: place(key)).scaled(by: weight))
      }
      for index in pure.indices {
        var own = LinearForm(rest: 0)
        let kept = pureWeights[index].filter { state($0.key) == index }
        for (key, weight) in kept.sorted(by: { $0.key < $1.key }) {
          own.add(try forms.form(of: place(key)).scaled(by: weight))
        }
        pure[index] += own.rest
        pureWeights[index] = own.coefficients
      }
      (weights, rest) = (sum.coefficients, sum.rest)
      isExact = isExact && sum.isExact
    }

    /// Ends where the loop began.
    mutating func end(_ number: (Int) throws -> Double) throws {
      rest = 0
      for (key, weight) in weights.sorted(by: { $0.key < $1.key }) {
        rest += weight * (try number(key))
      }
      // From behind it comes into the last timestep by whatever state: ways are what timesteps hand to each other.
      for index in pure.indices {
        for (key, weight) in pureWeights[index].sorted(by: { $0.key < $1.key }) {
          pure[index] += weight * (try number(key))
        }
      }
    }
  }
}
