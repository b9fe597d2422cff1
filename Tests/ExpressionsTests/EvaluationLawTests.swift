import Engine
import Equations
import Tensors
import Terms
import TestSupport
import Testing

/// The debugger's prompt and its engine compute alike.
struct EvaluationLawTests {
  /// An equation's value in the engine is what its text evaluates to, bit for bit.
  @Test func aPrintedEquationEvaluatesToWhatTheEngineComputes() throws {
    var chance = Chance(seed: 11)
    for _ in 0..<1500 {
      let equations = Equations()
      let terms = RandomTerms(equations)
      var values = Values()
      for (name, value) in terms.inputs.sorted(by: { $0.key < $1.key }) {
        values.tensors[name] = chance.tensor(value.shape, value.dtype)
      }
      let term = terms.random(&chance, depth: chance.number(1...4))
      guard (try? term.type()) != nil else { continue }
      let result = try #require(try equations("y", term).value)
      let engine = try Engine(equations.finish(outputs: [.value(result)]), samples: 1)
      for (name, value) in terms.inputs {
        try engine.memory.write(try #require(values.tensors[name]), to: value, sample: 0)
      }
      try engine.run(equation: 0, at: SIMD4())
      let computed = try engine.memory.read(result, sample: 0)
      let text = term.formula(.typed).text
      let typed = try value(text, values)
      #expect(typed.dtype == computed.dtype, "\(text)")
      #expect(typed.isSame(as: computed), "\(text): \(typed) \(computed)")
    }
  }
}

/// Terms that fit more often than not, over inputs of a program.
struct RandomTerms {
  let inputs: [String: Value]

  init(_ equations: Equations) {
    var inputs: [String: Value] = [:]
    let shapes: [(Name, Shape, DType)] = [
      ("x", [4], .float32), ("h", [4], .float32), ("W", [4, 4], .float32), ("s", [], .float32),
      ("X", [3, 4], .float16), ("T", [2, 3, 4], .float32), ("B", [1, 4], .bfloat16),
    ]
    for (name, shape, dtype) in shapes {
      inputs[name.ascii] = equations.input(name, TensorType(shape, dtype)).value
    }
    self.inputs = inputs
  }

  func random(_ chance: inout Chance, depth: Int) -> Term {
    if depth == 0 {
      let words = inputs.keys.sorted()
      return inputs[words[chance.number(0...words.count - 1)]].map { .value($0) } ?? 0
    }
    let a = random(&chance, depth: depth - 1)
    switch chance.number(0...6) {
    case 0, 1, 2:
      let b = random(&chance, depth: chance.number(0...depth - 1))
      let binary = AllOps.binary[chance.number(0...AllOps.binary.count - 1)]
      if chance.number(0...3) == 0 { return .apply(binary.init(), [a, 0.1]) }
      return .apply(chance.number(0...4) == 0 ? MatMul() : binary.init(), [a, b])
    case 3: return .apply(AllOps.unary[chance.number(0...AllOps.unary.count - 1)].init(), [a])
    case 4:
      let rows: [any RowOp.Type] = [
        CumulativeSum.self, KerasSparsemax.self, LogSoftmax.self, Softmax.self, Sort.self,
      ]
      return .apply(rows[chance.number(0...4)].init(axis: chance.number(-2...1)), [a])
    case 5: return .apply(Reduce(.mean, axes: [chance.number(-1...0)]), [a])
    default: return .apply(Slice([.range(nil, nil, step: -1)]), [a])
    }
  }
}
