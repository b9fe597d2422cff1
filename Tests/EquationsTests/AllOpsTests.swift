import Equations
import Expressions
import Terms
import TestSupport
import Testing

/// The list of the ops is complete, and every function is reachable by a name of its own.
struct AllOpsTests {
  @Test func listsEveryFileOfTheFolder() {
    var listed: Set<String> = ["AllOps"]
    for type in AllOps.unary { listed.insert("\(type)") }
    for type in AllOps.binary { listed.insert("\(type)") }
    for type in AllOps.rows { listed.insert("\(type)") }
    for type in AllOps.others { listed.insert("\(type)") }
    let files = Repository.files(in: "Sources/Terms/Ops", ending: ".swift")
    #expect(Set(files.map { String($0.dropLast(6)) }) == listed)
  }

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
