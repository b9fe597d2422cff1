import Debugging
import Expressions
import Foundation
import ModelSupport
import Models
import Tensors
import Terms
import TestTraits
import Testing
import Training

@testable import Exports

/// Steps of training as programs, compiled and run: their self-checks hold what Keras computed in five updates.
@Suite("exported steps of training compute what Keras computed", .serialized, .waits)
struct StepExportTests {
  private static let many = StepExportCase.some(every: ExportCase.asksForAll ? 1 : 120)

  /// What is quick in all of them, and some that is slow to compile.
  private static func cases(_ language: ExportLanguage) -> [StepExportCase] {
    let step = [.numpy: 1, .c: 2][language] ?? 10
    return many.enumerated().filter { ExportCase.asksForAll || $0.offset % step == 0 }.map(
      \.element)
  }

  @Test("in every language that makes steps", arguments: ExportLanguage.allCases)
  func computesWhatKerasComputed(_ language: ExportLanguage) throws {
    guard language.isThere else { return }
    let workshop = try Workshop()
    defer { workshop.remove() }
    let target = try #require(ExportTargets.named(language.rawValue) as? any StepTarget)
    let cases = Self.cases(language)
    for one in cases {
      _ = try one.export(to: workshop.path(one.name + language.ending)).write(as: target)
    }
    expectAll(cases.map(\.name), try language.check(cases.map(\.name), in: workshop))
  }

  @Test("every loss, optimizer and layer of the fixtures is among them")
  func everyKind() {
    let found = Self.many.reduce(into: Set<String>()) { $0.formUnion($1.kinds()) }
    let all = StepExportCase.possible.reduce(into: Set<String>()) {
      $0.formUnion(StepExportCase(name: "", step: $1).kinds())
    }
    #expect(all.subtracting(found) == [])
    #expect(Set(Optimizers.all.map { $0.className }).subtracting(found) == [])
  }

  /// A small model with a layer behind its first one, on a batch of its own.
  private static func export(
    behind layer: String = Architecture.dense("more", 2), optimizer: String = "adam",
    to path: String
  ) throws -> StepExport {
    // What is trained is told apart by its name in the file.
    func arrays(_ layer: String) -> [(name: String, tensor: Tensor)] {
      [
        ("\(layer)/kernel:0", Tensor([2, 2], .float32, [0.5, -1, 0.25, 0.75])),
        ("\(layer)/bias:0", Tensor([2], .float32, [0.1, -0.2])),
      ]
    }
    var weights = [("first", arrays("first"))]
    if layer.contains("\"more\"") { weights.append(("more", arrays("more"))) }
    let model = try Architecture(layers: [
      Architecture.input(), Architecture.dense("first", 2), layer,
    ]).model(named: weights)
    let session = Session(model)
    try session.useLoss("mse")
    try session.useOptimizer(optimizer)
    try session.feed(try Feed.read("[[1, 2], [3, -1], [0.5, 0]]", for: model))
    try session.target("[[0, 1], [1, 1], [2, 0]]", names: NoNames())
    let step = try session.fitStep()
    return try StepExport(
      Export.Subject(model), try step.wholeProgram(in: nil), step.batches, steps: 3,
      tolerance: (1e-6, 2e-5), to: path)
  }

  @Test("a number that somebody changes is named", .enabled(if: Workshop.has("cc")))
  func aChangedNumberIsNamed() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let text = try Self.export(to: workshop.path("wrong.c")).text(as: CTarget())
    let update = try #require(text.firstRange(of: "void more_update("))
    let share = try #require(text[update.upperBound...].firstRange(of: "* 0.1f"))
    try workshop.write(text.replacingCharacters(in: share, with: "* 0.2f"), to: "wrong.c")
    _ = try workshop.run(["cc", "-std=c99", "-DMODEL_SELF_CHECK", "wrong.c", "-lm"])
    let outcome = try workshop.run(["./a.out"])
    #expect(outcome.code == 1)
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("wrong: more_m_W after step 1 differs by ") ?? false)
    // What is made of it, and nothing else.
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix("wrong: more_W after step 1 ") })
    #expect(lines.last?.hasSuffix("WRONG") ?? false)
  }

  @Test("Swift names a number that somebody changes, too", .enabled(if: Workshop.has("swiftc")))
  func aChangedNumberIsNamedInSwift() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let text = try Self.export(to: workshop.path("wrong.swift")).text(as: SwiftTarget())
    let update = try #require(text.firstRange(of: "func more_update("))
    let share = try #require(text[update.upperBound...].firstRange(of: "]) * 0.1"))
    try workshop.write(
      text.replacingCharacters(in: share, with: "]) * 0.2"), to: "wrong.swift")
    let built = try workshop.run([
      "swiftc", "-Onone", "-parse-as-library", "-D", "SELF_CHECK", "wrong.swift", "-o", "check",
    ])
    #expect(built.code == 0, "\(built.text)")
    let outcome = try workshop.run(["./check"])
    #expect(outcome.code == 1)
    #expect(outcome.text.hasPrefix("wrong: more_m_W after step 1 differs by "), "\(outcome.text)")
    #expect(outcome.text.hasSuffix("WRONG\n"))
  }

  /// A Dropout's mask is a parameter, and each step has one of its own.
  @Test(arguments: [ExportLanguage.c, .swift, .numpy])
  func whatIsDrawnIsGiven(_ language: ExportLanguage) throws {
    guard language.isThere else { return }
    let workshop = try Workshop()
    defer { workshop.remove() }
    let dropout = #"{"class_name": "Dropout", "config": {"name": "dropout", "rate": 0.5}}"#
    let export = try Self.export(behind: dropout, to: workshop.path("drawn" + language.ending))
    let drawn = try #require(export.steps.given.firstIndex { $0.value.role == .drawn })
    #expect(Set(export.record.given.map { $0[drawn].elements }).count > 1)
    let target = try #require(ExportTargets.named(language.rawValue) as? any StepTarget)
    _ = try export.write(as: target)
    expectAll(["drawn"], try language.check(["drawn"], in: workshop))
  }

  /// The sum of a clipped lookup's squares stands in the length and in the moving mean: once more in one equation.
  @Test(arguments: [ExportLanguage.c, .swift, .numpy])
  func aSumStandsTwiceInAnEquation(_ language: ExportLanguage) throws {
    guard language.isThere else { return }
    let workshop = try Workshop()
    defer { workshop.remove() }
    let table =
      #"{"class_name": "Embedding", "config": {"name": "table", "input_dim": 4, "output_dim": 2}}"#
    let flat = #"{"class_name": "Flatten", "config": {"name": "flat"}}"#
    let numbers = (0..<8).map { Double($0) / 4 - 1 }
    let model = try Architecture(layers: [
      Architecture.input("x", "[null, 3]"), table, flat, Architecture.dense("last", 1),
    ]).model(named: [
      ("table", [("table/embeddings:0", Tensor([4, 2], .float32, numbers))]),
      (
        "last",
        [
          ("last/kernel:0", Tensor([6, 1], .float32, [0.5, -1, 0.25, 0.75, 1, -0.5])),
          ("last/bias:0", Tensor([1], .float32, [0.1])),
        ]
      ),
    ])
    let session = Session(model)
    try session.useLoss("mse")
    try session.useOptimizer("adam(clipnorm=0.1)")
    try session.feed(try Feed.read("[[1, 2, 1], [3, 0, 3]]", for: model))
    try session.target("[[0], [1]]", names: NoNames())
    let step = try session.fitStep()
    let export = try StepExport(
      Export.Subject(model), try step.wholeProgram(in: nil), step.batches, steps: 3,
      tolerance: (1e-6, 2e-5), to: workshop.path("clipped" + language.ending))
    let target = try #require(ExportTargets.named(language.rawValue) as? any StepTarget)
    _ = try export.write(as: target)
    expectAll(["clipped"], try language.check(["clipped"], in: workshop))
  }

  @Test("loss, gradients and update are parts of a document", arguments: ["latex", "markdown"])
  func documents(_ name: String) throws {
    let target = try #require(ExportTargets.named(name))
    for step in Self.many.enumerated().filter({ $0.offset % 4 == 0 }).map(\.element) {
      var export = try step.document()
      for numbers in [false, true] {
        export.showsNumbers = numbers
        let text = try export.text(as: target)
        for part in ["Prediction", "Loss", "Backward pass", "Update"] {
          #expect(text.contains(name == "latex" ? "\\section*{\(part)}" : "\n## \(part)\n"))
        }
        let fault = name == "latex" ? LatexCheck.fault(in: text) : Self.fault(inMarkdown: text)
        #expect(fault == nil, "\(step.step): \(fault ?? "")")
      }
    }
  }

  private static func fault(inMarkdown text: String) -> String? {
    for (index, part) in text.components(separatedBy: "```").enumerated() where index % 2 == 1 {
      let fault = LatexCheck.faultInMathematics(String(part.dropFirst("math".count)))
      if fault != nil { return fault }
    }
    return nil
  }

  @Test func whatHasNoStepIsRefused() throws {
    let frozen =
      #"{"class_name": "Dense", "config": {"name": "first", "units": 2, "trainable": false}}"#
    let model = try Architecture(layers: [Architecture.input(), frozen]).model([
      ("first", [Tensor([2, 2], .float32, [1, 2, 3, 4]), Tensor([2], .float32, [0, 1])])
    ])
    let session = Session(model)
    try session.useLoss("mse")
    try session.useOptimizer("sgd")
    try session.feed(try Feed.read("[1, 2]", for: model))
    #expect(throws: InputError.self) { try session.fitStep() }
    try session.target("[0, 1]", names: NoNames())
    let step = try session.fitStep()
    #expect(throws: ExportError.self) { try StepPlan(try step.wholeProgram(in: nil)) }
  }
}
