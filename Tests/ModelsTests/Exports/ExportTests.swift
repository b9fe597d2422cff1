import Exports
import Foundation
import Testing

/// Exports of the fixtures, compiled and run: their self-checks hold Keras' own outputs.
@Suite("exports compute what Keras computed", .serialized)
struct ExportTests {
  private static let many =
    ExportCase.folders + ExportCase.grid(every: ExportCase.asksForAll ? 1 : 60)
  private static let some =
    ExportCase.folders + ExportCase.grid(every: ExportCase.asksForAll ? 1 : 150)
  private static let few =
    ExportCase.asksForAll
    ? ExportCase.folders
    : ExportCase.folders.filter {
      ["lstm_gates", "two_masks", "states_out"].contains(where: $0.name.contains)
    }

  /// Writes all exports to one target; gives the names of those that were written.
  private func write(_ cases: [ExportCase], as target: String, in workshop: Workshop) throws
    -> [String]
  {
    let target = try #require(ExportTargets.named(target))
    return try cases.compactMap { one in
      guard let export = try one.export(to: workshop.path(one.name + target.ending)) else {
        return nil
      }
      _ = try export.write(as: target)
      return one.name
    }
  }

  private func expectAll(_ names: [String], in text: String, _ code: Int32) {
    let wrong = text.split(separator: "\n").filter { !$0.hasSuffix(", ok") }
    #expect(code == 0 && wrong.isEmpty, "\(wrong.prefix(20).joined(separator: "\n"))")
    for name in names { #expect(text.contains("\(name): largest difference")) }
  }

  @Test("C99 with all warnings", .enabled(if: Workshop.has("cc")))
  func c() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let names = try write(Self.many, as: "c", in: workshop)
    #expect(names.count > 60)
    let calls = names.map { "int \($0)_self_check(void);" }.joined(separator: "\n")
    let sum = names.map { "\($0)_self_check()" }.joined(separator: " + ")
    try workshop.write("\(calls)\nint main(void) { return \(sum) ? 1 : 0; }\n", to: "main.c")
    let warnings = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"]
    let compiled = try workshop.run(
      ["cc"] + warnings + [
        "-O0", "-DMODEL_CLONES=", "-DMODEL_SELF_CHECK", "-DMODEL_NO_MAIN", "main.c",
      ]
        + names.map { $0 + ".c" } + ["-lm", "-o", "check"])
    try #require(compiled.code == 0, "\(compiled.text.prefix(3000))")
    let checked = try workshop.run(["./check"])
    expectAll(names, in: checked.text, checked.code)
  }

  @Test("C++17 with all warnings", .enabled(if: Workshop.has("c++")))
  func cpp() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let names = try write(Self.some, as: "cpp", in: workshop)
    #expect(names.count > 40)
    let headers = names.map { "#include \"\($0).hpp\"" }.joined(separator: "\n")
    let sum = names.map { "\($0)::self_check()" }.joined(separator: " + ")
    try workshop.write("\(headers)\nint main() { return \(sum) ? 1 : 0; }\n", to: "main.cpp")
    let warnings = ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-pedantic"]
    let compiled = try workshop.run(
      ["c++"] + warnings
        + ["-O0", "-DMODEL_SELF_CHECK", "-DMODEL_NO_MAIN", "main.cpp", "-o", "check"])
    try #require(compiled.code == 0, "\(compiled.text.prefix(3000))")
    let checked = try workshop.run(["./check"])
    expectAll(names, in: checked.text, checked.code)
  }

  @Test("Swift", .enabled(if: Workshop.has("swiftc")))
  func swift() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let names = try write(Self.few, as: "swift", in: workshop)
    #expect(names.count > 2)
    let calls = names.map { "failed += \($0).selfCheck()" }.joined(separator: "\n")
    try workshop.write(
      "import Foundation\nvar failed: Int32 = 0\n\(calls)\nexit(failed)\n", to: "main.swift")
    let compiled = try workshop.run(
      ["swiftc", "-Onone", "main.swift"] + names.map { $0 + ".swift" } + ["-o", "check"])
    try #require(compiled.code == 0, "\(compiled.text.prefix(3000))")
    let checked = try workshop.run(["./check"])
    expectAll(names, in: checked.text, checked.code)
  }

  @Test("NumPy", .enabled(if: Workshop.python != nil))
  func numpy() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let names = try write(Self.many, as: "numpy", in: workshop)
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    try workshop.write(
      """
      import importlib, sys
      failed = 0
      for name in [\(list)]:
          try:
              failed += not importlib.import_module(name).self_check()
          except Exception as error:
              failed += 1
              print(name, repr(error))
      sys.exit(min(failed, 1))

      """, to: "main.py")
    let checked = try workshop.run([try #require(Workshop.python), "main.py"])
    expectAll(names, in: checked.text, checked.code)
  }

  @Test("every layer kind that steps is among the models")
  func everyKind() throws {
    var found: Set<String> = []
    for one in Self.many { found.formUnion(try one.kinds()) }
    var all: Set<String> = []
    for one in GridAgreementTests.cases { all.formUnion(try ExportCase.kinds(one)) }
    #expect(all.subtracting(found).subtracting(Self.others) == [])
  }

  /// Layers of the grid that cannot be computed yet, and classes that are no layers by themselves.
  private static let others: Set<String> = [
    "GlobalAveragePooling1D", "Dot", "InputLayer", "StackedRNNCells", "DTypePolicy", "Policy",
  ]

  @Test("stateful layers go on where the last call ended", .enabled(if: Workshop.has("cc")))
  func stateful() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let pairs = GridAgreementTests.cases.enumerated().compactMap { index, one in
      (try? one.golden(following: true)).flatMap { $0 }.map { (index, one, $0) }
    }
    #expect(pairs.count > 10)
    var names: [String] = []
    for (index, one, second) in pairs.enumerated().filter({ $0.offset % 6 == 0 }).map(\.element) {
      guard let target = ExportTargets.named("c"), let numpy = ExportTargets.named("numpy") else {
        continue
      }
      let name = "stateful_\(index)"
      let both = ExportCase(name: name, title: one.testDescription) {
        (try one.model(), try one.golden())
      }
      let next = ExportCase(name: name, title: one.testDescription) { (try one.model(), second) }
      for target in [target, numpy] {
        let path = workshop.path(name + target.ending)
        guard var export = try both.export(to: path), let other = try next.export(to: path) else {
          continue
        }
        export.callsInARow = 2
        export.record = zip(export.record, other.record).flatMap { [$0, $1] }
        _ = try export.write(as: target)
      }
      names.append(name)
    }
    for name in names {
      let compiled = try workshop.run(
        ["cc", "-std=c99", "-DMODEL_CLONES=", "-DMODEL_SELF_CHECK", name + ".c", "-lm"])
      #expect(compiled.code == 0, "\(compiled.text.prefix(1000))")
      var outcome = try workshop.run(["./a.out"])
      #expect(outcome.code == 0, "\(outcome.text)")
      guard let python = Workshop.python else { continue }
      outcome = try workshop.run([python, name + ".py"])
      #expect(outcome.code == 0, "\(outcome.text)")
    }
  }
}
