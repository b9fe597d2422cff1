import References
import TestSupport
import Testing

/// How the files of a module may refer to each other, as the compiler saw them.
///
/// A cycle of files can only be read, tested and moved as one. Lists of everything that there is (`AllOps`,
/// `LayerKinds`) make harmless ones, and are left out by name; so are terms and the words that
/// they are written in, for a term is made of ops and an op's pullback of terms.
struct CycleTests {
  /// Files that list all of a kind, and know each of them for that reason only.
  static let registries: Set<String> = [
    "Activations.swift", "Export.swift", "Commands.swift", "Term.swift", "Term+Operators.swift",
    "Term+PullingBack.swift", "Term+Simplified.swift", "Term+Spreading.swift", "Term+Sum.swift",
    "OverSamples.swift", "Requests.swift",
  ]

  static let largest = 8

  @Test func noCycleOfFilesIsLarge() throws {
    let graph = ReferenceGraph(try ReferenceIndex(root: Repository.path))
    try #require(graph.targets.count > 500, "the index of the build is not complete")
    let large = graph.restricted { !Self.registries.contains(Self.name($0)) }.cycles()
      .filter { $0.count > Self.largest }
    for cycle in large {
      Issue.record(
        "\(cycle.count) files need each other: \(cycle.map(Self.name).joined(separator: " "))")
    }
  }

  /// Tarjan's search finds what it should, in a graph that one can see through.
  @Test func cyclesAreFound() {
    let graph = ReferenceGraph([
      "a": ["b"], "b": ["c"], "c": ["a", "d"], "d": ["e"], "e": ["d"], "f": ["a"],
    ])
    #expect(graph.cycles() == [["a", "b", "c"], ["d", "e"]])
    #expect(graph.restricted { $0 != "b" }.cycles() == [["d", "e"]])
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
