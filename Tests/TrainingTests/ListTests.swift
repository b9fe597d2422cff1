import TestSupport
import Testing

@testable import Training

@Suite("the lists of what compile can name are whole")
struct ListTests {
  /// The Swift files of a folder of the module, without their suffix.
  private func files(in folder: String) -> Set<String> {
    Set(
      Repository.files(in: "Sources/Training/\(folder)/Kinds", ending: ".swift").map {
        String($0.dropLast(6))
      })
  }

  @Test("every file of a Kinds folder is in its list, and in it once")
  func lists() {
    let lists: [(String, [String])] = [
      ("Losses", Losses.all.map { "\($0)" }), ("Optimizers", Optimizers.all.map { "\($0)" }),
      ("Schedules", Schedules.all.map { "\($0)" }), ("Metrics", Metrics.all.map { "\($0)" }),
      ("Regularizers", Regularizers.all.map { "\($0)" }),
      ("Constraints", Constraints.all.map { "\($0)" }),
    ]
    for (folder, list) in lists {
      #expect(files(in: folder) == Set(list))
      #expect(Set(list).count == list.count)
    }
  }

  @Test("no name means two things")
  func unique() {
    let losses = Losses.all.flatMap { Set([$0.className] + $0.functionNames) }
    #expect(Set(losses).count == losses.count)
    #expect(Losses.notComputed.isDisjoint(with: losses))
    let metrics = Metrics.all.flatMap { $0.names }
    #expect(Set(metrics).count == metrics.count)
    #expect(Optimizers.notComputed.isDisjoint(with: Optimizers.all.map { $0.className }))
    let parts = Regularizers.all.flatMap { $0.names } + Constraints.all.flatMap { $0.names }
    #expect(Set(parts).count == parts.count)
  }
}
