import Containers
import Testing
import TestSupport

/// Unpacking asks on its way whether to end.
@Suite struct InterruptedReadingTests {
  /// How reading ends that is not wanted any more from the n-th question on; nil where it does not ask so often.
  private func outcome(_ limit: Int, _ read: () throws -> Bytes) -> ContainerError.Kind? {
    let wish = Wish(at: limit)
    do {
      _ = try Interruption.listening(to: wish.isThere, read)
      return nil
    } catch {
      return (error as? ContainerError)?.kind
    }
  }

  @Test func unpackingAnArrayOfAnArchive() throws {
    let npz = try Npz(Fixtures.bytes("containers/zeros.npz"), name: "zeros.npz")
    let count = Wish()
    let bytes = try Interruption.listening(to: count.isThere) { try npz.array("zeros").bytes() }
    #expect(bytes.count == 20_000_000)
    #expect(count.count > 0)
    for limit in 1...count.count {
      #expect(outcome(limit) { try npz.array("zeros").bytes() } == .interrupted)
    }
  }

  @Test func unpackingChunks() throws {
    let file = try HDF5File(Fixtures.bytes("containers/chunked.h5"), name: "chunked.h5")
    let array = try file.root.dataset("gzip").array
    let whole = try Contents(array)
    #expect(outcome(3) { try array.bytes() } == .interrupted)
    #expect(try Contents(array) == whole)
  }
}
