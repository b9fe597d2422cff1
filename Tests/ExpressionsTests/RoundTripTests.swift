import Equations
import Expressions
import Tensors
import Terms
import TestSupport
import Testing

/// A printed equation reads back as the same term.
struct RoundTripTests {
  /// A program with values of several shapes, and functions of a name.
  private static let scope: Scope = {
    let equations = Equations()
    var scope = Scope()
    let shapes: [(Name, Shape, DType)] = [
      ("x", [4], .float32), ("h", [4], .float32), (Name("h").previous, [4], .float32),
      ("W", [4, 4], .float32), (Name("gamma", "γ"), [4], .float32), ("s", [], .float32),
      ("m", [4], .bool), ("X", [3, 4], .float16), ("T", [2, 3, 4], .float32),
      ("ids", [3], .int32), ("lstm@2.C", [4], .float32),
    ]
    for (name, shape, dtype) in shapes {
      let term = equations.input(name, TensorType(shape, dtype))
      scope.terms[name.ascii] = term
      scope.terms[name.unicode] = term
    }
    scope.functions["gelu"] = { terms, options in
      .named(NamedFunction("gelu", options: options) { $0[0] * $0[0](Erf()) }, terms)
    }
    // As a layer with settings prints an op's name.
    scope.functions["relu"] = { terms, options in
      .named(NamedFunction("relu", options: options) { $0[0](Relu()) }, terms)
    }
    return scope
  }()
  private let scope = RoundTripTests.scope

  private func read(_ text: String) throws -> Term {
    try Expression(text, names: scope).term(in: scope)
  }

  /// Random terms, whether or not their operands fit: they are printed alike. Those that do not
  /// fit are refused when they are read, so only fitting ones are compared.
  @Test func randomTermsReadBackEqual() throws {
    var chance = Chance(seed: 7)
    var compared = 0
    while compared < 4000 {
      let term = random(&chance, depth: chance.number(1...5))
      guard (try? term.type()) != nil else { continue }
      let text = term.formula(.typed).text
      let again = try read(text)
      #expect(again == term, "\(text) was read as \(again.formula(.typed).text)")
      #expect(again.formula(.typed).text == text)
      compared += 1
    }
  }

  /// What the listing shows can be typed too, where it is not shortened.
  @Test func unicodeReadsBackEqual() throws {
    var chance = Chance(seed: 8)
    var compared = 0
    while compared < 2000 {
      let term = random(&chance, depth: chance.number(1...4))
      guard (try? term.type()) != nil, !term.isShortened else { continue }
      let text = term.formula(Formula.Style(.unicode)).text
      let again = try read(text)
      #expect(again == term, "\(text) was read as \(again.formula(.typed).text)")
      compared += 1
    }
  }

  @Test(arguments: [
    ("f * C_prev + i * g", "f * C_prev + i * g"),
    ("σ(z[0:8])", "sigmoid(z[0:8])"),
    ("x·W+h₋₁·U+b", "x @ W + h_prev @ U + b"),
    ("f ⊙ C₋₁ + i ⊙ g", "f * C_prev + i * g"),
    ("-(2)", "-(2)"), ("-2", "-2"), ("- 2 ** 2", "-2 ** 2"), ("(-2) ** 2", "(-2) ** 2"),
    ("(a ** b) ** c", "(a ** b) ** c"), ("a ** b ** c", "a ** (b ** c)"),
    ("(a < b) == c", "(a < b) == c"), ("1 - (2 - 3)", "1 - (2 - 3)"),
    ("a / (b * c)", "a / (b * c)"),
    ("not a and (not b or c)", "not a and (not b or c)"),
  ])
  func brackets(source: String, printed: String) throws {
    let equations = Equations()
    var scope = Scope()
    for word in ["a", "b", "c", "f", "i", "g", "x", "z", "W", "U", "C", "h"] {
      let shape: Shape = ["W", "U"].contains(word) ? [8, 8] : [8]
      scope.terms[word] = equations.input(Name(word), TensorType(shape, .float32))
    }
    for word in ["C", "h"] {
      let name = Name(word).previous
      let term = equations.input(name, TensorType([8], .float32))
      scope.terms[name.ascii] = term
      scope.terms[name.unicode] = term
    }
    let term = try Expression(source, names: scope).term(in: scope)
    #expect(term.formula(.typed).text == printed)
    #expect(try Expression(printed, names: scope).term(in: scope) == term)
  }

  /// What stands in listings of gradients can be typed as it is shown.
  @Test(arguments: [
    ("Σ xᵀ·z", "sum_products(x, z)"), ("Σ x", "sum_samples(x)"), ("Σ x + z", "sum_samples(x) + z"),
    ("x ⊙ (Σ z)", "x * sum_samples(z)"), ("x ⊙ (1 − z²)", "x * (1 - square(z))"),
    ("(x + z)²", "square(x + z)"), ("sum_products(x, z)", "sum_products(x, z)"),
    ("scatter_add(W, x, 4)", "scatter_add(W, x, 4)"),
    ("Σ scatter_add(W, x, 4)", "sum_scattered(W, x, 4)"),
    ("broadcast_to(x, (2, 8))", "broadcast_to(x, (2, 8))"),
    ("mean_samples(x)", "mean_samples(x)"),
    ("transposed_product(x, z)", "transposed_product(x, z)"),
  ])
  func gradients(source: String, printed: String) throws {
    let equations = Equations()
    var scope = Scope()
    for word in ["x", "z", "W"] {
      let shape: Shape = word == "W" ? [8, 8] : [8]
      scope.terms[word] = equations.input(Name(word), TensorType(shape, .float32))
    }
    let term = try Expression(source, names: scope).term(in: scope)
    #expect(term.formula(.typed).text == printed)
    #expect(try Expression(printed, names: scope).term(in: scope) == term)
    let shown = term.formula(Formula.Style()).text
    if !shown.hasPrefix("xᵀ") {
      #expect(try Expression(shown, names: scope).term(in: scope) == term)
    }
  }

  @Test func arraysOfNumbersAreRefused() {
    for source in ["x + [1, 2, 3, 4]", "zeros(4)", "x[[0, 1]]", "True"] {
      #expect(throws: ExpressionError.self) { try read(source) }
    }
  }

  // MARK: Random terms

  private func random(_ chance: inout Chance, depth: Int) -> Term {
    if depth == 0 { return leaf(&chance) }
    let a = random(&chance, depth: depth - 1)
    switch chance.number(0...9) {
    case 0, 1, 2:
      let b = random(&chance, depth: chance.number(0...depth - 1))
      let binary = AllOps.binary[chance.number(0...AllOps.binary.count - 1)]
      return .apply(chance.number(0...4) == 0 ? MatMul() : binary.init(), [a, b])
    case 3, 4:
      return .apply(AllOps.unary[chance.number(0...AllOps.unary.count - 1)].init(), [a])
    case 5:
      let row = AllOps.rows[chance.number(0...AllOps.rows.count - 1)]
      return .apply(row.init(axis: chance.number(-2...1)), [a])
    case 6:
      let b = random(&chance, depth: depth - 1)
      return .select(.apply(Less(), [a, b]), a, chance.number(0...1) == 0 ? b : 0)
    case 7:
      let options = chance.number(0...1) == 0 ? [] : ["alpha=0.2", "mode='x'"]
      return .named(NamedFunction("gelu", options: options) { $0[0] }, [a])
    default:
      return .apply(op(&chance, a), [a])
    }
  }

  private func leaf(_ chance: inout Chance) -> Term {
    switch chance.number(0...3) {
    case 0:
      let numbers = [0, 1, 2, -1, 0.5, -0.25, 1e-5, 1e20, 3, .infinity, -.infinity, 1.0 / 3]
      return .number(numbers[chance.number(0...numbers.count - 1)])
    case 1:
      return .apply(Gather(), [scope.terms["W"] ?? 0, scope.terms["ids"] ?? 0])
    default:
      let words = scope.names
      return scope.terms[words[chance.number(0...words.count - 1)]] ?? 0
    }
  }

  private func op(_ chance: inout Chance, _ a: Term) -> any Op {
    let rank = a.shape.rank
    switch chance.number(0...7) {
    case 0: return Cast(DType.allCases[chance.number(0...DType.allCases.count - 1)])
    case 1: return Flip(axis: chance.number(-2...1))
    case 2: return Repeat(chance.number(0...3))
    case 3:
      return Permute(chance.number(0...1) == 0 ? nil : Array(0..<rank).shuffled(using: &chance))
    case 4: return Reshape(chance.number(0...1) == 0 ? [-1] : [1] + a.shape.dims)
    case 5:
      let axes = Array([0, 1, -1, 2].shuffled(using: &chance).prefix(chance.number(0...2)))
      let kind = Reduce.Kind.allCases[chance.number(0...Reduce.Kind.allCases.count - 1)]
      return Reduce(
        kind, axes: chance.number(0...2) == 0 ? nil : axes, keepsAxes: chance.number(0...1) == 0)
    case 6: return Concatenate(axis: chance.number(-1...1))
    default:
      return Slice((0..<max(rank, 1)).map { _ in index(&chance) })
    }
  }

  private func index(_ chance: inout Chance) -> Slice.Index {
    if chance.number(0...2) == 0 { return .at(chance.number(-2...1)) }
    func some(_ range: ClosedRange<Int>) -> Int? {
      chance.number(0...1) == 0 ? nil : chance.number(range)
    }
    return .range(some(-5...5), some(-5...5), step: some(1...2).map { $0 == 1 ? 1 : -2 })
  }
}

extension Term {
  /// Whether its Unicode text says less than the term: `[a, b]`, `sum(x)` with kept axes, `xᵀ`.
  fileprivate var isShortened: Bool {
    var found = false
    visit { term in
      guard case .apply(let op, _) = term else { return }
      if let op = op as? Concatenate, op.axis == -1 { found = true }
      if let op = op as? Reduce, op.keepsAxes { found = true }
      if let order = (op as? Permute)?.order, order.count > 2,
        order == Permute.swappingLastTwo(order.count)
      {
        found = true
      }
    }
    return found
  }
}
