import Tensors
import Terms
import Testing

/// A term taken apart and put together again.
struct RewritingTests {
  private let x, W, h, b: Term
  /// `σ(x·W + b) ⊙ h + b`.
  private let term: Term

  init() {
    var count = 0
    func input(_ name: Name, _ shape: Shape) -> Term {
      count += 1
      let type = TensorType(shape, .float32)
      return .value(
        Value(id: count, name: name, type: type, role: .input, isBatched: true, scope: nil))
    }
    x = input("x", [3])
    W = input("W", [3, 3])
    h = input("h", [3])
    b = input("b", [3])
    term = (x • W + b)(Sigmoid()) * h + b
  }

  private func text(_ term: Term?) -> String? { term?.formula(.typed).text }

  @Test func everyPlaceIsThePartThatItsWayLeadsTo() {
    #expect(term.places.count == 10)
    for (path, part) in term.places {
      #expect(term.subterm(path) == part)
      #expect(term.contains { $0 == part })
      #expect(term.editing(path) { $0 } == term)
    }
  }

  /// A change at a place is seen there, at its way's operands and nowhere else.
  @Test func aChangeAtAPlaceIsThereAlone() throws {
    let mark: Term = 7
    for (path, part) in term.places where part.value != nil {
      let changed = try #require(term.editing(path) { _ in mark })
      #expect(changed.subterm(path) == mark)
      for (other, same) in term.places where !path.starts(with: other) {
        #expect(changed.subterm(other) == same)
      }
    }
    #expect(term.editing([0, 5]) { $0 } == nil)
    #expect(term.editing([1, 0]) { $0 } == nil, "a value has no operands")
    #expect(term.editing([0]) { _ in nil } == nil)
  }

  @Test func partsAreReplacedFromTheOutsideIn() throws {
    let value = try #require(b.value)
    #expect(text(term.replacing(value, with: h)) == "sigmoid(x @ W + h) * h + h")
    #expect(text(term.replacing("b") { $0 + 1 }) == "sigmoid(x @ W + (b + 1)) * h + (b + 1)")
    #expect(text(term.replacing { $0 == x • W + b ? x : nil }) == "sigmoid(x) * h + b")
    #expect(term.replacing { _ in nil } == term)
  }

  @Test func twoValuesChangePlaces() throws {
    let (one, other) = (try #require(b.value), try #require(h.value))
    #expect(text(term.swapping(one, other)) == "sigmoid(x @ W + h) * b + h")
    #expect(term.swapping(one, other).swapping(other, one) == term)
  }

  @Test func partsAreFound() {
    #expect(term.contains(MatMul.self) && !term.contains(Tanh.self))
    #expect(term.first { $0.value != nil } == x)
    #expect(term.value("h") == h && term.value("z") == nil)
  }

  @Test func theFunctionAppliedLast() {
    let double = NamedFunction("double", options: ["n=2"]) { $0[0] + $0[0] }
    for (function, name) in [
      (x(Tanh()), "tanh"), (x(Softmax()), nil), (.named(double, [x]), "double"), (x + b, nil),
      (x, nil),
    ] as [(Term, String?)] {
      #expect(function.outermostFunction == name)
      let (argument, apply) = function.application
      #expect((apply == nil) == (function.children.count != 1))
      #expect((apply?(argument) ?? argument) == function)
    }
  }
}
