import Exports
import Foundation
import ModelSupport
import TestTraits
import Testing

/// Exports of the fixtures, compiled and run: their self-checks hold Keras' own outputs.
@Suite("exports compute what Keras computed", .serialized, .waits)
struct ExportTests {
  private static let many =
    ExportCase.folders + ExportCase.written
    + ExportCase.grid(every: ExportCase.asksForAll ? 1 : 60)
  private static let some =
    ExportCase.folders + ExportCase.written
    + ExportCase.grid(every: ExportCase.asksForAll ? 1 : 150)
  private static let few =
    ExportCase.asksForAll
    ? ExportCase.folders
    : (ExportCase.folders + ExportCase.written).filter {
      ["lstm_gates", "two_masks", "states_out", "attended"].contains(where: $0.name.contains)
    }

  /// Writes all exports to one language; gives the names of those that were written.
  private func write(
    _ cases: [ExportCase], in language: ExportLanguage, _ workshop: Workshop
  ) throws -> [String] {
    let target = try #require(ExportTargets.named(language.rawValue))
    return try cases.compactMap { one in
      guard let export = try one.export(to: workshop.path(one.name + language.ending)) else {
        return nil
      }
      _ = try export.write(as: target)
      return one.name
    }
  }

  private static func cases(_ language: ExportLanguage) -> [ExportCase] {
    switch language {
    case .c, .numpy: many
    case .cpp: some
    case .swift: few
    }
  }

  @Test("in every language", arguments: ExportLanguage.allCases)
  func computesWhatKerasComputed(_ language: ExportLanguage) throws {
    guard language.isThere else { return }
    let workshop = try Workshop()
    defer { workshop.remove() }
    let cases = Self.cases(language)
    let names = try write(cases, in: language, workshop)
    #expect(names.count > cases.count * 2 / 3)
    expectAll(names, try language.check(names, in: workshop))
  }

  @Test("every layer kind that steps is among the models")
  func everyKind() throws {
    var found: Set<String> = []
    for one in Self.many { found.formUnion(try one.kinds()) }
    var all: Set<String> = []
    for one in GridCase.grid { all.formUnion(try ExportCase.kinds(one)) }
    #expect(all.subtracting(found).subtracting(Self.others) == [])
  }

  /// Layers of the grid that cannot be computed yet, and classes that are no layers by themselves.
  private static let others: Set<String> = [
    "GlobalAveragePooling1D", "Dot", "InputLayer", "StackedRNNCells", "DTypePolicy", "Policy",
    "AddLoss", "AddMetric",
  ]

  @Test("stateful layers go on where the last call ended")
  func stateful() throws {
    let workshop = try Workshop()
    defer { workshop.remove() }
    let pairs = GridCase.grid.enumerated().compactMap { index, one in
      (try? one.golden(following: true)).flatMap { $0 }.map { (index, one, $0) }
    }
    #expect(pairs.count > 10)
    let languages = [ExportLanguage.c, .numpy].filter(\.isThere)
    var names: [String] = []
    for (index, one, second) in pairs.enumerated().filter({ $0.offset % 6 == 0 }).map(\.element) {
      let name = "stateful_\(index)"
      let first = ExportCase(name: name, title: one.description) {
        (try one.model(), try one.golden())
      }
      let next = ExportCase(name: name, title: one.description) { (try one.model(), second) }
      var isWritten = false
      for language in languages {
        let path = workshop.path(name + language.ending)
        guard var export = try first.export(to: path), let other = try next.export(to: path) else {
          continue
        }
        export.callsInARow = 2
        export.record = zip(export.record, other.record).flatMap { [$0, $1] }
        _ = try export.write(as: try #require(ExportTargets.named(language.rawValue)))
        isWritten = true
      }
      if isWritten { names.append(name) }
    }
    #expect(languages.isEmpty || names.count > 5)
    for language in languages { expectAll(names, try language.check(names, in: workshop)) }
  }
}

/// Fails where the self-check of an export found a difference, or did not come to its end.
func expectAll(_ names: [String], _ outcome: (code: Int32, text: String)) {
  let lines = outcome.text.split(separator: "\n")
  let wrong = lines.filter { !$0.hasSuffix(", ok") }
  #expect(outcome.code == 0 && wrong.isEmpty, "\(wrong.prefix(40).joined(separator: "\n"))")
  let missing = names.filter { !outcome.text.contains("\($0): largest difference") }
  #expect(missing.isEmpty, "no self-check of \(missing.joined(separator: ", "))")
}
