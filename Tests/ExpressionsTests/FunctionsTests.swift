import Terms
import Testing

@testable import Expressions

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

  /// A function of the same name would take the op's place: what an equation prints would be read as
  /// something else. round is the op where no decimals are given.
  @Test func noneThatIsMadeOfOpsHasAnOpsName() {
    var ops: Set<String> = []
    for type in AllOps.unary { ops.formUnion([type.name, type.symbol]) }
    for type in AllOps.binary {
      if case .function(let name) = type.spelling { ops.insert(name) }
    }
    let made = (Functions.composed + Functions.numpy + Creation.functions).map(\.name)
    #expect(
      ops.intersection(made).subtracting(["round"]).sorted() == [],
      "made of other ops in Sources/Expressions")
  }
}
