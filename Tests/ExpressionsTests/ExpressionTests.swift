import Expressions
import Tensors
import Testing

/// Expressions against what NumPy 2.4 gives for the same text (`np.sum` and so on, names of the
/// same formats). Formats differ where a typed number with a point meets no float: float32 here.
/// `skipna` is not NumPy's: it looks for a place as TensorFlow does.
struct ExpressionTests {
  private let names = Values([
    "x": Tensor([3], .float32, [1, 2, 3]),
    "W": Tensor([3, 2], .float32, [1, 2, 3, 4, 5, 6]),
    "b": Tensor([2], .float32, [0.5, -0.5]),
    "m": Tensor([3], .bool, [1, 0, 1]),
    "E": Tensor([4, 2], .float32, [0, 1, 10, 11, 20, 21, 30, 31]),
    "n": Tensor([2], .int64, [3, 1]),
    "d": Tensor([2], .float64, [0.1, 0.2]),
    "q": Tensor([2], .float16, [1, 0.1].map(DType.float16.rounded)),
    "h₋₁": Tensor([2], .float32, [7, 8]),
    "lstm": Tensor([2], .float32, [1, 1]),
    "lstm@2.C": Tensor([2], .float32, [5, 6]),
    "encoder/dense.z": Tensor([2], .float32, [3, 4]),
    "dense#2.a": Tensor([2], .float32, [9, 9]),
    "$": Tensor([2], .float32, [1, 1]),
    "$3": Tensor([2], .float32, [3, 3]),
    "my layer.z": Tensor([1], .float32, [4]),
    "a": Tensor([2], .float32, [8, 6]),
    "c": Tensor([2], .float32, [2, 3]),
  ])

  @Test(arguments: [
    ("x @ W + b", "(2) float32 [22.5 27.5]"),
    ("x·W + b", "(2) float32 [22.5 27.5]"),
    ("np.dot(x, W)", "(2) float32 [22 28]"),
    ("-x ** 2", "(3) float32 [-1 -4 -9]"),
    ("(-x) ** 2", "(3) float32 [1 4 9]"),
    ("2 ** 3 ** 2", "() int64 [512]"),
    ("2 ** -1", "() float32 [0.5]"),
    ("x - 1 - 1", "(3) float32 [-1 0 1]"),
    ("12 / 3 / 2", "() float32 [2]"),
    ("7 % 3", "() int64 [1]"),
    ("-7 % 3", "() int64 [2]"),
    ("not x > 1 and m", "(3) bool [True False False]"),
    ("x > 1 or m", "(3) bool [True True True]"),
    ("x == 2", "(3) bool [False True False]"),
    ("x ≠ 2", "(3) bool [True False True]"),
    ("¬m", "(3) bool [False True False]"),
    ("m ? x : -x", "(3) float32 [1 -2 3]"),
    ("where(m, x, 0)", "(3) float32 [1 0 3]"),
    ("W.T", "(2, 3) float32 [1 3 5 2 4 6]"),
    ("Wᵀ·x", "(2) float32 [22 28]"),
    ("W[0]", "(2) float32 [1 2]"),
    ("W[-1, ::-1]", "(2) float32 [6 5]"),
    ("W[..., 1]", "(3) float32 [2 4 6]"),
    ("W[1:, :1]", "(2, 1) float32 [3 5]"),
    ("x[None]", "(1, 3) float32 [1 2 3]"),
    ("x[:, np.newaxis]", "(3, 1) float32 [1 2 3]"),
    ("x[::9007199254740000]", "(1) float32 [1]"),
    ("E[n]", "(2, 2) float32 [30 31 10 11]"),
    ("E[n[1]]", "(2) float32 [10 11]"),
    ("x[[2, 0]]", "(2) float32 [3 1]"),
    ("arange(24).reshape(4,3,2)[0]", "(3, 2) int64 [0 1 2 3 4 5]"),
    ("arange(6).reshape((2, -1))", "(2, 3) int64 [0 1 2 3 4 5]"),
    ("arange(1, 2, 0.5)", "(2) float32 [1 1.5]"),
    ("arange(-1e300)", "(0) float32 []"),
    ("arange(3, 0, -1)", "(3) int64 [3 2 1]"),
    ("[[0, 1], [2, 3]]", "(2, 2) int64 [0 1 2 3]"),
    ("[[0.1 -0.2] [inf 4.]]", "(2, 2) float32 [0.1 -0.2 inf 4]"),
    ("[1 -2]", "(2) int64 [1 -2]"),
    ("[1 - 2]", "(1) int64 [-1]"),
    ("[1, 2.5, True]", "(3) float32 [1 2.5 1]"),
    ("[x, x + 1]", "(2, 3) float32 [1 2 3 2 3 4]"),
    ("[x[0], 0.5]", "(2) float32 [1 0.5]"),
    ("sum(W)", "() float32 [21]"),
    ("W.sum(axis=0)", "(2) float32 [9 12]"),
    ("W.sum(1)", "(3) float32 [3 7 11]"),
    ("np.mean(W, axis=(0, 1), keepdims=True)", "(1, 1) float32 [3.5]"),
    ("W.argmax(axis=-1)", "(3) int64 [1 1 1]"),
    ("argmax([1, nan, 3])", "() int64 [1]"),
    ("argmax([1, nan, 3], skipna=True)", "() int64 [2]"),
    ("argmin([nan, 2, 1], skipna=1)", "() int64 [2]"),
    ("max(x)", "() float32 [3]"),
    ("norm([3.0, 4])", "() float32 [5]"),
    ("softmax([0.0, 0])", "(2) float32 [0.5 0.5]"),
    ("σ(0.0)", "() float32 [0.5]"),
    ("keras.ops.relu(-x)", "(3) float32 [0 0 0]"),
    ("concatenate([x, b], axis=-1)", "(5) float32 [1 2 3 0.5 -0.5]"),
    ("stack([b, b], axis=1)", "(2, 2) float32 [0.5 0.5 -0.5 -0.5]"),
    ("flip(x)", "(3) float32 [3 2 1]"),
    ("repeat_vector(b, 2)", "(2, 2) float32 [0.5 -0.5 0.5 -0.5]"),
    ("transpose(W, (1, 0))[0]", "(3) float32 [1 3 5]"),
    ("int32(2.7)", "() int32 [2]"),
    ("x.astype(np.float16)", "(3) float16 [1 2 3]"),
    ("bool([0.5, 0])", "(2) bool [True False]"),
    ("uint8(300)", "() uint8 [44]"),
    ("5000 * n * 5000", "(2) int64 [75000000 25000000]"),
    ("n * 0.5", "(2) float32 [1.5 0.5]"),
    ("n / 2", "(2) float32 [1.5 0.5]"),
    ("q * 0.1", "(2) float16 [0.1 0.009995]"),
    ("d * 0.1", "(2) float64 [0.010000000000000002 0.020000000000000004]"),
    ("d + x[:2]", "(2) float64 [1.1 2.2]"),
    ("h₋₁ + 1", "(2) float32 [8 9]"),
    ("lstm@2.C * 2", "(2) float32 [10 12]"),
    ("lstm@lstm", "() float32 [2]"),
    ("encoder/dense.z - 1", "(2) float32 [2 3]"),
    ("dense#2.a", "(2) float32 [9 9]"),
    ("a/c", "(2) float32 [4 2]"),
    ("$ + $3", "(2) float32 [4 4]"),
    ("'my layer.z' + 1", "(1) float32 [5]"),
    ("x.shape", "(1) int64 [3]"),
    ("zeros(W.shape)[0]", "(2) float32 [0 0]"),
    ("W[W.shape[0] - 1]", "(2) float32 [5 6]"),
    ("2.T", "() int64 [2]"),
    ("full((2,), 0.5)", "(2) float32 [0.5 0.5]"),
    ("eye(2)", "(2, 2) float32 [1 0 0 1]"),
    ("linspace(0, 1, 5)", "(5) float32 [0 0.25 0.5 0.75 1]"),
    ("1e-3", "() float32 [0.001]"),
    (".5 + 1_000", "() float32 [1000.5]"),
    ("-inf", "() float32 [-inf]"),
    ("nan", "() float32 [nan]"),
    ("isnan([nan, 1])", "(2) bool [True False]"),
    ("clip(x, 1.5, 2.5)", "(3) float32 [1.5 2 2.5]"),
    ("std([1.0, 3])", "() float32 [1]"),
    ("allclose(x, x + 1e-9)", "() bool [True]"),
    ("True", "() bool [True]"),
    // Python's True + True; NumPy's arrays of truth values say True.
    ("m + m", "(3) int32 [2 0 2]"),
    ("-m", "(3) int32 [-1 0 -1]"),
    ("[]", "(0) float32 []"),
    ("zeros(0, 3) @ zeros(3, 2)", "(0, 2) float32 []"),
    ("zeros(2, 0) @ zeros(0, 2)", "(2, 2) float32 [0 0 0 0]"),
    ("squeeze([[1, 2]])", "(2) int64 [1 2]"),
    ("expand_dims(x, -1)", "(3, 1) float32 [1 2 3]"),
  ])
  func numpy(source: String, expected: String) throws {
    #expect(described(try value(source, names)) == expected)
  }

  private func described(_ tensor: Tensor) -> String {
    let numbers = tensor.elements.map { NumberFormat.exact($0, tensor.dtype) }
    return "\(tensor.shape) \(tensor.dtype.rawValue) [\(numbers.joined(separator: " "))]"
  }

  /// A hyphen belongs to the longest name that there is, and is a minus where none is.
  @Test(arguments: [
    ("my-dense.a - my-dense.z", 6.0), ("my-dense.a-1", 9), ("a-b", 3), ("a-1", 4), ("a--1", 6),
    ("a-my-dense.z", 1), ("a -b", 3), ("'my-dense'.a", 10), ("\"my dense\".z[0]", 7),
    ("'my dense.z'.T[0]", 7),
  ])
  func namesWithOtherSigns(_ source: String, _ expected: Double) throws {
    let values = Values([
      "my-dense.a": Tensor(scalar: 10), "my-dense.z": Tensor(scalar: 4), "a": Tensor(scalar: 5),
      "b": Tensor(scalar: 2), "my dense.z": Tensor([1], .float32, [7]),
    ])
    #expect(try value(source, values).elements == [expected])
  }

  @Test func shapeHint() throws {
    #expect(try value("zeros", shapeHint: [2, 3]).shape == [2, 3])
    #expect(try value("ones * 2", shapeHint: [2]).elements == [2, 2])
    #expect(try value("random(seed=1)", shapeHint: [2, 3]).shape == [2, 3])
  }

  @Test func randomNumbersAreTheSameEverywhere() throws {
    let first = try value("random(1000, seed=1)")
    #expect(first == (try value("random(1000, seed=1)")))
    #expect(first != (try value("random(1000, seed=2)")))
    #expect(first.elements.allSatisfy { (0..<1).contains($0) })
    let mean = first.elements.reduce(0, +) / 1000
    #expect(abs(mean - 0.5) < 0.03)  // three standard errors of the mean of 1000
    let normal = try value("normal(1000, seed=1)")
    let square = normal.elements.map { $0 * $0 }.reduce(0, +) / 1000
    #expect(abs(square - 1) < 0.14)  // three standard errors of the mean square of 1000
    // SplitMix64 with seed 0 begins with e220a8397b1dcdaf: its upper 24 bits over 2²⁴.
    #expect(try value("random(1)").elements == [Double(0xe220a8) / 16_777_216])
  }

  @Test func doublePrecisionOnRequest() throws {
    let expression = try Expression("[0.1, 2] * 1", names: NoNames())
    let tensor = try expression.evaluate(in: NoNames(), floats: .float64)
    #expect(tensor == Tensor([2], .float64, [0.1, 2]))
  }

  @Test func namesOfAnExpression() throws {
    let expression = try Expression("lstm@2.C + sum(x) * x", names: names)
    #expect(expression.nameUses.map(\.name) == ["lstm@2.C", "x", "x"])
    #expect(expression.nameUses.map(\.range) == [0..<8, 15..<16, 20..<21])
  }
}
