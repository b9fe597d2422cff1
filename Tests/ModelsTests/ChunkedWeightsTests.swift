import Checks
import Containers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Weights that lie in the file in pieces: they are put together in memory, which must live as long as they are read.
@Suite("weights in chunks, packed and shuffled")
struct ChunkedWeightsTests {
  /// The cases of a family whose weights are there in chunks.
  private static let cases: [GridCase] = {
    guard let archive = try? archive() else { return [] }
    return archive.entries.map(\.name).flatMap { entry in
      let cases = (try? GridCase.all(in: "\(entry.dropLast(3)).npz")) ?? []
      let numbers = (try? root(of: entry).childNames) ?? []
      return cases.filter { numbers.contains($0.number) }
    }
  }()

  private static func archive() throws -> ZipArchive {
    try ZipArchive(try FileBytes(path: Fixtures.path("chunked/grid.zip")).bytes, name: "grid.zip")
  }

  private static func root(of entry: String) throws -> HDF5Group {
    try HDF5File(try archive().bytes(of: entry), name: entry).root
  }

  @Test("all families are there")
  func families() {
    #expect(Set(Self.cases.map(\.file)).count == 8)
    #expect(Self.cases.count >= 140)
  }

  @Test("every kind of layer", arguments: cases)
  func layer(_ one: GridCase) throws {
    let root = try Self.root(of: "\(one.file.dropLast(4)).h5")
    let model = try one.model { try root.dataset($0).array }
    let agreement = try Agreement(of: model, with: try one.golden(), .layers, one.tolerance)
    expect(agreement, stoppedBy: Later.layers + Later.options)
  }

  @Test("whole models", arguments: ["lstm-gates.h5", "lstm-gates.keras"])
  func whole(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("chunked/\(name)"))
    expect(try Agreement(of: model, with: try Golden(path: Fixtures.path("lstm-gates/golden.npz"))))
  }

  @Test("looking whether the file has changed takes none of its pieces apart")
  func verified() throws {
    let bytes = try FileBytes(path: Fixtures.path("chunked/lstm-gates.h5")).bytes
    let array = try HDF5File(bytes, name: "test").root
      .dataset("model_weights/dense/dense/kernel:0").array
    let weight = StoredWeight(array)
    let first = try #require(weight.inPlace(.single, .float32))
    let clock = ContinuousClock()
    let checks = clock.measure { for _ in 0..<1000 { try? weight.verify() } }
    let reads = clock.measure { for _ in 0..<100 { _ = weight.inPlace(.single, .float32) } }
    #expect(checks < reads, "1,000 checks took \(checks), 100 reads \(reads)")
    // The bytes belong to whoever asked for them.
    let second = try #require(weight.inPlace(.single, .float32))
    #expect(first.address != second.address)
    #expect(first.array == second.array)
  }
}
