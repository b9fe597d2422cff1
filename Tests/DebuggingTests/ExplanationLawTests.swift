import Equations
import Tensors
import Testing

@testable import Debugging

/// Every number of every model can be taken apart, and its parts give it again.
///
/// The bound: the terms of a sum, added in double precision, differ from the number by no more than
/// 4 units in the last place of the largest partial sum. A function of other numbers is within 4 of
/// its own last place: kernels are within 2, and the check itself rounds.
@Suite struct ExplanationLawTests {
  @Test(arguments: FixtureModel.all)
  func thePartsGiveTheNumber(_ model: FixtureModel) throws {
    let session = try model.session()
    let machine = try #require(session.machine)
    _ = try machine.resume()
    // 10,000 numbers in all.
    let count = 10_000 / FixtureModel.all.count + 1
    try expectParts(machine, count, "\(model)")
  }

  @Test(arguments: Recipes.all)
  func thePartsGiveTheNumberInEveryLayer(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    _ = try machine.resume()
    try expectParts(machine, 300, recipe.name)
  }

  private func expectParts(_ machine: Machine, _ count: Int, _ name: String) throws {
    var random = Random(name)
    let values = machine.program.values.filter { $0.shape.count > 0 }
    for _ in 0..<count {
      let value = try #require(values.randomElement(using: &random))
      let entry = Entry(
        value: value, element: Int.random(in: 0..<value.shape.count, using: &random),
        steps: machine.program.lengths(around: value.scope).map {
          Int.random(in: 0..<$0, using: &random)
        })
      let sample = Int.random(in: 0..<machine.samples, using: &random)
      let explanation = try machine.explanation(of: entry, sample: sample)
      if let source = explanation.source {
        let copied = try machine.number(source, sample: sample)
        #expect(copied.bitPattern == explanation.number.bitPattern, "\(machine.place(of: entry))")
      }
      if case .equation(_, let derived) = explanation.origin {
        let read = try machine.number(entry, sample: sample)
        #expect(derived.number.bitPattern == read.bitPattern)
        try expectParts(derived, machine.place(of: entry))
        #expect(derived.rounding?.isMore != true, "\(machine.place(of: entry))")
      }
    }
  }

  /// A number against what its parts give, and the same for the parts.
  private func expectParts(_ derived: Derived, _ place: String) throws {
    for child in derived.children { try expectParts(child, place) }
    let (expected, bound) = recomputed(derived)
    let isSame = expected == derived.number || (expected.isNaN && derived.number.isNaN)
    #expect(
      isSame || abs(expected - derived.number) <= bound,
      "\(place): \(derived.number) but its parts give \(expected), bound \(bound)")
  }

  private func recomputed(_ derived: Derived) -> (number: Double, bound: Double) {
    let own = 4 * derived.dtype.ulp(at: derived.number)
    switch derived.form {
    case .entry, .constant:
      return (derived.number, 0)
    case .sum(let sum):
      let total = sum.terms.reduce(0) { $0 + $1.number }
      return (total, 4 * derived.dtype.ulp(at: sum.largestPartial))
    case .function(let op, let operands):
      return (op.exact(operands.map(\.number)) ?? .nan, own)
    case .choice(let reduce, let operands, let decisive):
      switch reduce.kind {
      case .max, .min: return (decisive.map { operands[$0].number } ?? .nan, 0)
      case .argmax, .argmin: return (Double(decisive ?? 0), 0)
      case .any: return (decisive == nil ? 0 : 1, 0)
      case .all: return (decisive == nil ? 1 : 0, 0)
      case .sum, .mean, .prod: return (.nan, 0)
      }
    case .either(_, let condition, let yes, let no):
      return (condition.number != 0 ? yes.number : no.number, 0)
    case .lookup(_, let entry):
      return (entry?.number ?? .nan, 0)
    case .row(let op, let operands, let place, _):
      return (type(of: op).results(operands.map(\.number))[place], own)
    }
  }

  /// In double precision the whole equation is what the same sum in double precision gives.
  @Test(arguments: Recipes.all)
  func theTreeEndsAtWhatIsGiven(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    _ = try machine.resume()
    for output in machine.program.outputs where output.shape.count > 0 {
      let entry = Entry(value: output, element: 0, steps: [])
      let tree = try machine.explanationTree(of: entry, depth: 1000)
      func visit(_ tree: ExplanationTree) {
        let isComputed: Bool
        if case .equation? = tree.end?.origin { isComputed = true } else { isComputed = false }
        let roles = [Value.Role.input, .number, .state]
        if !isComputed { #expect(roles.contains(tree.end?.entry.value.role ?? .weight)) }
        tree.children.forEach(visit)
      }
      visit(tree)
    }
  }
}
