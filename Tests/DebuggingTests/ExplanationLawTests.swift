import Equations
import ModelSupport
import Tensors
import Terms
import TestSupport
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
    var random = Chance(name)
    let given = [Value.Role.input, .weight, .number]
    let values = machine.program.values.filter { $0.shape.count > 0 && !given.contains($0.role) }
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
    case .choice(let choice, let operands, let decisive):
      switch choice {
      case .max, .min: return (decisive.map { operands[$0].number } ?? .nan, 0)
      case .argmax, .argmin, .argsort: return (Double(decisive ?? 0), 0)
      case .any: return (decisive == nil ? 0 : 1, 0)
      case .all: return (decisive == nil ? 1 : 0, 0)
      }
    case .either(_, let condition, let yes, let no):
      return (condition.number != 0 ? yes.number : no.number, 0)
    case .lookup(_, let entry):
      return (entry?.number ?? .nan, 0)
    case .row(let op, let operands, let place, _):
      return (type(of: op).results(operands.map(\.number))[place], own)
    }
  }

  /// Of a long matrix product every eighth addition is to the running sum and loses up to half an
  /// ulp of it. Such errors are as often up as down, so that they grow with the root of the number
  /// of terms: a quarter of it, beyond the 4 ulp of a short sum.
  @Test(arguments: [8, 100, 1000, 4000])
  func longProductsLoseWithTheRootOfTheirTerms(_ length: Int) throws {
    var random = Chance("long products \(length)")
    for _ in 0..<50 {
      let x = random.numbers(length, 1)
      let w = random.numbers(length, 1)
      let product = try MatMul().apply(to: [
        Tensor([length], .float32, x), Tensor([length, 1], .float32, w),
      ])
      var sum = 0.0
      var largest = 0.0
      for (x, w) in zip(x, w) {
        sum += x * w
        largest = max(largest, abs(sum))
      }
      let ulps = abs(product.elements[0] - sum) / DType.float32.ulp(at: largest)
      #expect(ulps <= 4 + Double(length).squareRoot() / 4)
    }
  }

  /// A number that a person set is no sum of its terms any more, and that is said.
  @Test func aNumberSetByHandIsMoreThanRounding() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.resume()
    let entry = try machine.entry("lstm@2.C[1]")
    func isMore() throws -> Bool? {
      guard case .equation(_, let derived) = try machine.explanation(of: entry).origin else {
        return nil
      }
      return derived.rounding?.isMore
    }
    #expect(try isMore() == false)
    var numbers = try machine.read(entry.value, at: entry.steps).elements
    numbers[1] += 0.001
    _ = try machine.edit(
      entry.value, at: entry.steps, to: Tensor(entry.value.shape, .float32, numbers))
    #expect(try isMore() == true)
  }

  /// Far enough back there are only inputs, constants and states from before.
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
