import Containers
import Equations
import Expressions
import Tensors
import Terms
import Testing

@testable import Layers

private typealias Written = Argument<Signal>

@Suite("an operation's text says what formats its numbers take")
struct OperationTextTests {
  /// A call of x (float32), n (int32), b (uint8) and m (bool), and how its equation reads.
  private struct Case {
    let name: String
    var isTensorFlow = false
    let arguments: (_ tensor: (String) -> Written) -> [Written]
    var keywords: [String: Written] = [:]
    let text: String
  }

  private let axis: [String: Written] = ["axis": .number(1)]

  private var cases: [Case] {
    [
      Case(name: "Multiply", arguments: { [$0("n"), .decimal(0.5)] }, text: "float32(n) * 0.5"),
      Case(name: "Multiply", arguments: { [$0("n"), .decimal(2)] }, text: "float32(n) * 2"),
      Case(name: "Multiply", arguments: { [$0("n"), .number(2)] }, text: "int32(n * 2)"),
      Case(name: "Less", arguments: { [$0("n"), .decimal(0.5)] }, text: "float32(n) < 0.5"),
      Case(name: "Add", arguments: { [$0("m"), .number(2)] }, text: "int32(int32(m) + 2)"),
      Case(name: "Add", arguments: { [$0("m"), .decimal(0.5)] }, text: "float32(m) + 0.5"),
      Case(
        name: "Subtract", arguments: { [$0("n"), .array(Tensor([], .int64, [16_777_217]))] },
        text: "n - int64(16777217)"),
      Case(name: "Divide", arguments: { [$0("n"), .number(2)] }, text: "float32(n) / 2"),
      Case(name: "Divide", arguments: { [$0("x"), $0("n")] }, text: "x / n"),
      Case(name: "Sqrt", arguments: { [$0("n")] }, text: "sqrt(float32(n))"),
      Case(
        name: "Mean", arguments: { [$0("n")] }, keywords: axis, text: "mean(float32(n), axis=-2)"),
      Case(
        name: "Where", arguments: { [$0("m"), .number(1), .number(0)] },
        text: "where(m, int32(1), int32(0))"),
      Case(
        name: "Where", arguments: { [$0("m"), .number(16_777_217), .number(0)] },
        text: "where(m, int32(16777217), int32(0))"),
      Case(
        name: "Argmax", arguments: { [$0("x")] }, keywords: axis,
        text: "argmax(x_o, axis=-2, skipna=True)"),
      Case(
        name: "math.truediv", isTensorFlow: true, arguments: { [$0("n"), .number(2)] },
        text: "float64(n) / 2"),
      Case(
        name: "math.truediv", isTensorFlow: true, arguments: { [$0("b"), .number(2)] },
        text: "float32(b) / 2"),
      Case(
        name: "clip_by_value", isTensorFlow: true, arguments: { [$0("x")] },
        keywords: [
          "clip_value_min": .list([.decimal(0), .decimal(1)]),
          "clip_value_max": .list([.decimal(2), .decimal(3)]),
        ], text: "maximum(minimum(x, c3), c2)"),
    ]
  }

  private func equation(
    _ one: Case, in precision: DType?
  ) throws -> Equation {
    let eq = Equations(precision: precision)
    let inputs = [
      "x": precision ?? .float32, "n": DType.int32, "b": .uint8, "m": .bool,
    ].map { name, dtype in
      (name, eq.input(Name(name), TensorType([2, 2], dtype)))
    }
    let tensors = Dictionary(uniqueKeysWithValues: inputs)
    let rule = try #require(
      one.isTensorFlow ? OperationRules.tensorFlow(one.name) : OperationRules.keras(one.name))
    try eq.call("op", kind: "Op", title: "Op()", dtype: .float32) {
      let arguments = one.arguments { name in
        tensors[name].map { .tensor(Signal($0)) } ?? .none
      }
      let call = OperationCall(
        name: "op", call: Call([], arguments: arguments, keywords: one.keywords),
        config: .object(JSONObject([])), eq: eq, isTensorFlow: one.isTensorFlow,
        version: KerasVersion(3, 15))
      try eq("y", try #require(try rule.terms(call).first))
    }
    return try #require(eq.finish(outputs: []).equations.last)
  }

  @Test("and reads back as the same equation")
  func text() throws {
    for one in cases {
      let equation = try equation(one, in: nil)
      let text = equation.term.formula(.typed).text
      #expect(text == one.text, "\(one.name)")
      let scope = Scope(values: equation.term.values)
      let parsed = try Expression(text, names: scope).term(in: scope)
      #expect(parsed == equation.term, "\(text)")
    }
  }

  @Test("floats made of whole numbers are of the format that everything is computed in")
  func precision() throws {
    for one in cases {
      for format in [DType.float64, .float32, .float16, .bfloat16] {
        let result = try equation(one, in: format).result
        #expect(!result.dtype.isFloat || result.dtype == format, "\(one.name) \(one.text)")
      }
    }
  }

  private struct Scope: TermScope {
    let values: [Value]
    var names: [String] { values.map(\.name.ascii) }
    func term(named word: String) -> Term? {
      values.first { $0.name.ascii == word }.map { .value($0) }
    }
  }
}
