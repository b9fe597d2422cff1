import Expressions
import Tensors
import Testing

/// What a person reads when an expression is wrong.
struct ExpressionErrorTests {
  private let names = Values([
    "x": Tensor([3], .float32, [1, 2, 3]),
    "W": Tensor([2, 4], .float32, repeating: 1),
    "E": Tensor([4, 2], .float32, repeating: 1),
    "lstm@2.C": Tensor([2], .float32, [5, 6]),
    "m": Tensor([3], .bool, [1, 0, 1]),
  ])

  @Test(arguments: [
    (
      "x @ W + 1",
      """
      x is (3), W is (2, 4): 3 ≠ 2
        x @ W + 1
        ^^^^^
      """
    ),
    (
      "1 + (x + W)",
      """
      x is (3), W is (2, 4): (3) and (2, 4) do not fit together
        1 + (x + W)
            ^^^^^^^
      lengths must be equal, or one of them 1, counted from the last axis
      """
    ),
    (
      "simgoid(x)",
      """
      there is no function simgoid
        simgoid(x)
        ^^^^^^^
      did you mean sigmoid?
      """
    ),
    (
      "2 * lstm@2.D",
      """
      there is no lstm@2.D
        2 * lstm@2.D
            ^^^^
      did you mean lstm@2.C?
      """
    ),
    (
      "x +",
      """
      expected a value at the end
        x +
           ^
      """
    ),
    (
      "x[5]",
      """
      x is (3): index 5 is outside axis 0, which has 3
        x[5]
        ^^^^
      0 to 2, or −1 for the last
      """
    ),
    (
      "sum(x, axs=0)",
      """
      there is no option axs
        sum(x, axs=0)
               ^^^
      usage: sum(x, axis, keepdims)
      """
    ),
    (
      "[[1, 2], [3]]",
      """
      row 0 is (2), but row 1 is (1)
        [[1, 2], [3]]
        ^^^^^^^^^^^^^
      concatenate([…], axis=0) joins arrays of different lengths
      """
    ),
    (
      "zeros(1e9)",
      """
      (1000000000) is too large; an expression may have 1000000 elements
        zeros(1e9)
        ^^^^^^^^^^
      """
    ),
    (
      "0 < x < 2",
      """
      comparisons do not chain
        0 < x < 2
              ^
      write a < b and b < c, or (a < b) & (b < c)
      """
    ),
    (
      "x = 3",
      """
      = does not compare
        x = 3
          ^
      == compares, set var changes a value, let gives one a name
      """
    ),
    (
      "W[m]",
      """
      W is (2, 4), m is (3): truth values must be as many as what they choose
        W[m]
        ^^^^
      """
    ),
    (
      "x[m, 0]",
      """
      an array as an index stands alone, or beside slices
        x[m, 0]
          ^
      take the rows first: E[x][:, 0]
      """
    ),
    (
      "x[[0, 3]]",
      """
      x is (3): index 3 is outside axis 0, which has 3
        x[[0, 3]]
          ^^^^^^
      """
    ),
    (
      "x > 0 & x",
      """
      0 is one number, x is (3): & takes truth values
        x > 0 & x
            ^^^^^
      bracket comparisons: (a > 0) & (b < 1)
      """
    ),
    (
      "[0.1 … 0.3]",
      """
      this array was cut when it was printed
        [0.1 … 0.3]
             ^
      print it in full to copy it
      """
    ),
    (
      "sigmoid + 1",
      """
      sigmoid is a function
        sigmoid + 1
        ^^^^^^^
      usage: sigmoid(x)
      """
    ),
    (
      "x(2)",
      """
      x is a value, not a function
        x(2)
        ^^^^
      write * between factors
      """
    ),
    (
      "3x",
      """
      expected an operator or the end, not x
        3x
         ^
      an operator stands between two values: a + b, a * b
      """
    ),
    (
      "x.smu()",
      """
      there is no function smu
        x.smu()
          ^^^
      did you mean sum?
      """
    ),
    (
      "1e400",
      """
      1e400 is beyond the largest number, 1.8e308
        1e400
        ^^^^^
      write inf for infinity
      """
    ),
    (
      "99999999999999999999 + 1",
      """
      99999999999999999999 is beyond the integers that are exact here, 2**53
        99999999999999999999 + 1
        ^^^^^^^^^^^^^^^^^^^^
      write it with a point for a rounded one
      """
    ),
    ("", "there is nothing to compute\n  \n  ^"),
    (
      "x \u{1B}[31m",
      """
      an invisible character has no meaning here
        x  [31m
          ^
      """
    ),
  ])
  func reads(source: String, expected: String) {
    #expect(message(source, names) == expected)
  }

  @Test func aLongLineIsShownAroundItsMistake() throws {
    let source = String(repeating: "1 + ", count: 150) + "y + 1"
    guard case .failure(let error) = result(source) else {
      Issue.record("no error")
      return
    }
    let lines = error.lines(width: 60)
    #expect(lines[0] == "there is no y")
    #expect(lines[1].count <= 62)
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let column = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(Array(lines[1])[column] == "y")
  }

  /// Each index is worked out once, however deep they stand in each other.
  @Test func indicesInIndicesTakeNoTime() {
    var source = "0"
    for _ in 0..<90 { source = "[0, 1][\(source)]" }
    #expect(message(source).hasPrefix("no error"))
  }

  @Test func depthIsBounded() {
    for source in [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
      String(repeating: "-", count: 100_000) + "1", String(repeating: "1 + ", count: 100_000) + "1",
      "1" + String(repeating: "[0]", count: 100_000), String(repeating: "abs(", count: 5000),
      String(repeating: "[1 ", count: 1000) + String(repeating: "]", count: 1000),
    ] {
      let text = message(source)
      #expect(text.hasPrefix("more than 200 levels deep"), "\(text.prefix(200))")
    }
  }

  @Test func arraysAreBoundedBeforeTheyAreMade() {
    for source in [
      "zeros(1000000, 1000000)", "arange(1e18)", "eye(100000)", "ones(2000, 1) * ones(1, 2000)",
      "repeat(ones(1000), 1000000000000)", "repeat_vector(1, 1e9)", "tile(1, 1e9)",
      "zeros(0, 9000000000000000)", "linspace(0, 1, 1e12)",
      "random(1e15)",
      "ones(2000, 1) @ ones(1, 2000)", "zeros(9, 9, 9, 9, 9, 9, 9, 9)",
      "concatenate([zeros(900000), zeros(900000)])", "[zeros(900000), zeros(900000)]",
    ] {
      let text = message(source)
      #expect(text.contains("too large"), "\(source): \(text.prefix(200))")
    }
  }

  @Test func axesAreBounded() {
    let ones = String(repeating: "1, ", count: 100_000)
    let lists = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
    for source in [
      "zeros(\(ones))", "ones(2).reshape(\(ones)2)", lists, "zeros(\(ones.prefix(192)))[None]",
    ] {
      let text = message(source)
      #expect(text.contains("an array may have 64"), "\(source.prefix(20)): \(text.prefix(200))")
    }
  }

  @Test(arguments: [
    ("simgoid", "sigmoid"), ("LSTM", "lstm"), ("dense_21", "dense_2"), ("hello", nil), ("x", nil),
    ("", nil), ("dnese_1", "dense_1"),
  ])
  func nearestWord(word: String, expected: String?) {
    let words = ["sigmoid", "softmax", "dense_1", "dense_2", "lstm", "h", "C"]
    #expect(nearest(to: word, in: words) == expected)
  }
}
