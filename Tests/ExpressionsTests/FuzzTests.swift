import Expressions
import Tensors
import TestSupport
import Testing

/// The reader survives whatever is typed.
struct FuzzTests {
  private static let seeds = [
    "x @ W + b", "arange(24).reshape(4,3,2)[0]", "σ(z[0:8]) ⊙ C₋₁ − h", "lstm@2.C / 3",
    "where(x > 0 and not m, -x ** 2, 1e-3)", "[[0.1 -0.2] [inf nan]]", "sum(W, axis=(0, -1))",
    "concatenate([x, b, x], axis=-1)", "W.T[..., ::-1][None, 1:]", "m ? a : softmax(x, axis=0)",
    "E[[0, 1, -1]]", "$3 + $ * 'odd name'", "float16(x).astype(int32)", "random(3, 2, seed=7)",
    "np.linalg.norm(x.reshape((3, 1)), axis=0, keepdims=True)", "x[n[0]:W.shape[0]]",
  ]
  private static let pieces =
    Array(
      "abxWE0123456789.,:;?()[]{}+-*/%@#$_='\"`!<>=&|^~\\ \t\n…·⊙−¬≤≥≠∧∨ᵀσ√∞₋₁éπ😀\u{0}\u{301}\u{202E}"
    )
    .map(String.init) + [
      "**", "...", "axis=", "sum(", "zeros(", "np.", "lstm@", "1e", "and ", "not ",
    ]

  private let names = Values([
    "x": Tensor([3], .float32, [1, 2, 3]),
    "W": Tensor([3, 2], .float32, [1, 2, 3, 4, 5, 6]),
    "b": Tensor([2], .float16, [0.5, -0.5]),
    "m": Tensor([3], .bool, [1, 0, 1]),
    "E": Tensor([4, 2], .float64, repeating: .nan),
    "n": Tensor([2], .int64, [3, -1]),
    "a": Tensor([0, 2], .float32, []),
    "lstm@2.C": Tensor(scalar: .infinity),
  ])

  @Test func survives100000Lines() {
    var chance = Chance(seed: 42)
    var good = 0
    for index in 0..<100_000 {
      let source = index % 4 == 0 ? noise(&chance) : mutated(&chance)
      switch result(source, names, shapeHint: [2], limit: 10_000) {
      case .success(let tensor):
        good += 1
        #expect(tensor.elements.count == tensor.shape.count)
      case .failure(let error):
        let lines = error.lines(width: 60)
        #expect(lines.count >= 3 && !error.message.isEmpty)
        #expect(error.range.lowerBound >= 0 && error.range.lowerBound <= source.count)
      }
    }
    #expect(good > 2000, "mutations should often leave something that can be computed: \(good)")
  }

  private func noise(_ chance: inout Chance) -> String {
    let length = chance.number(0...40)
    return (0..<length).map { _ in FuzzTests.pieces[chance.number(0...FuzzTests.pieces.count - 1)] }
      .joined()
  }

  private func mutated(_ chance: inout Chance) -> String {
    var text = Array(FuzzTests.seeds[chance.number(0...FuzzTests.seeds.count - 1)])
    for _ in 0..<chance.number(1...4) {
      let place = chance.number(0...text.count)
      switch chance.number(0...4) {
      case 0 where place < text.count: text.remove(at: place)
      case 1: text.insert(contentsOf: Array(piece(&chance)), at: place)
      case 2 where place < text.count: text.replaceSubrange(place...place, with: piece(&chance))
      case 3: text = Array(text[..<place])
      default:
        let other = Array(FuzzTests.seeds[chance.number(0...FuzzTests.seeds.count - 1)])
        text.insert(contentsOf: other[chance.number(0...other.count - 1)...], at: place)
      }
    }
    return String(text)
  }

  private func piece(_ chance: inout Chance) -> String {
    FuzzTests.pieces[chance.number(0...FuzzTests.pieces.count - 1)]
  }
}
