import Expressions
import Testing

/// Every function is reachable by a name of its own.
struct FunctionsTests {
  @Test func functionsKnowTheirUse() {
    #expect(Functions.usage(of: "sum") == "sum(x, axis, keepdims)")
    #expect(Functions.usage(of: "zeros") == "zeros(shape…, dtype)")
    #expect(Functions.usage(of: "concatenate") == "concatenate([a, b, …], axis)")
    #expect(Functions.usage(of: "dot") == "dot(a, b)")
    #expect(Functions.usage(of: "nothing") == nil)
    #expect(Functions.names == Functions.names.sorted())
    let known = ["exp", "σ", "matmul", "where", "float16", "random", "norm", "argmax", "softmax"]
    #expect(Set(Functions.names).isSuperset(of: known))
  }
}
