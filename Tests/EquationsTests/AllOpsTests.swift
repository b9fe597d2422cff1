import Expressions
import Terms
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The list of the ops is complete, and every function is reachable by a name of its own.
struct AllOpsTests {
  @Test func listsEveryFileOfTheFolder() throws {
    var listed: Set<String> = ["AllOps"]
    for type in AllOps.unary { listed.insert("\(type)") }
    for type in AllOps.binary { listed.insert("\(type)") }
    for type in AllOps.rows { listed.insert("\(type)") }
    for type in AllOps.others { listed.insert("\(type)") }
    let sources = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let files = try names(in: "/\(sources)/Sources/Terms/Ops")
    #expect(Set(files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }) == listed)
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

  private func names(in folder: String) throws -> [String] {
    let directory = try #require(opendir(folder))
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
      }
    }
    return names
  }
}
