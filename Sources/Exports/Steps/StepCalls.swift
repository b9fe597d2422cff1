import Tensors
import Terms

/// The calls of a step's functions, in the words that every language shares: which array stands for which value.
struct StepCalls {
  let steps: StepPlan
  /// What functions give each other, by value: of a sum the array of all samples.
  private(set) var names: [Int: String] = [:]
  /// What one sample adds to a sum.
  private(set) var shares: [Int: String] = [:]

  init(_ steps: StepPlan) {
    self.steps = steps
    let plan = steps.plan
    var identifiers = Identifiers(avoiding: plan.globals.union(steps.given.map(\.name)))
    for (value, name) in steps.given { names[value.id] = name }
    for routine in plan.routines {
      for value in routine.outputs {
        let name = identifiers.unique("\(routine.name)_\(value.name.ascii)")
        names[value.id] = name
        if steps.sums[value.id] != nil { shares[value.id] = identifiers.unique(name + "_share") }
      }
    }
  }

  /// Whether a value has an array of its own for every sample.
  func isKept(_ value: Value) -> Bool {
    steps.keptOfSamples.contains(value.id) || steps.given.contains { $0.value.id == value.id }
  }

  /// The sums that functions of a pass add to, in the order of the functions.
  func sums(of routines: Range<Int>) -> [Phases.Sum] {
    steps.plan.routines[routines].flatMap(\.outputs).compactMap { steps.sums[$0.id] }
  }

  /// The array of a value, a weight's too.
  func array(_ value: Value) -> String {
    names[value.id] ?? steps.plan.weightNames[value.id] ?? ""
  }

  /// All shapes of values that stand in loops have the timesteps before their own axes.
  func shape(_ value: Value) -> Shape { steps.plan.wholeShape(value) }
}
