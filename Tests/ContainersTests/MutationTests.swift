import Containers
import Damage
import TestSupport
import Testing

/// A damaged file ends in values or in refusals, never in a crash, a hang or a flood of memory.
@Suite struct MutationTests {
  /// How often a file is damaged: as KERASTEP_MUTATIONS in the environment says, or 100 times for the files made for this
  /// module and one folder of models, 15 times for those that resemble them.
  private static func count(_ name: String) -> Int {
    let isThorough = name.hasPrefix("containers/") || name.hasPrefix("lstm-gates/")
    return environmentNumber("KERASTEP_MUTATIONS") ?? (isThorough ? 100 : 15)
  }

  static let files = Fixtures.files(
    ".h5", ".keras", ".hdf5", ".npz", ".npy", ".zip", ".json"
  ).filter { name in (try? Fixtures.bytes(name).count <= 200_000) ?? false }

  @Test(arguments: files)
  func aDamagedFileIsReadOrRefused(_ name: String) throws {
    let original = try Fixtures.bytes(name).array
    let seed = name.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }
    var mutation = Mutation(seed: seed)
    var slowest = Duration.zero
    for _ in 0..<Self.count(name) {
      let bytes = Bytes(mutation.damage(original))
      slowest = max(slowest, ProcessorTime.of { _ = Walk(bytes, name: name) })
    }
    #expect(slowest < Duration.seconds(2).granted)
  }

  /// Every refusal says something.
  @Test(arguments: files.prefix(20))
  func aRefusalNamesFilePlaceAndReason(_ name: String) throws {
    let original = try Fixtures.bytes(name).array
    var mutation = Mutation(seed: 11)
    for _ in 0..<50 {
      for error in Walk(Bytes(mutation.damage(original)), name: name).refusals {
        #expect(error.file.hasPrefix(name))
        #expect(!error.expected.isEmpty && !error.found.isEmpty)
      }
    }
  }

  @Test(arguments: ["lstm-gates/k3.h5", "lstm-gates/k3.keras", "containers/chunked.h5"])
  func everyTruncationIsReadOrRefused(_ name: String) throws {
    let original = try Fixtures.bytes(name)
    for count in stride(from: 0, to: original.count, by: 97) {
      let part = try #require(original.slice(0, count: count))
      let walk = Walk(part, name: name)
      #expect(!walk.refusals.isEmpty || count < 8)
    }
  }
}
