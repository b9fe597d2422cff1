import Containers
import Damage
import TestSupport
import Testing

@Suite("TensorFlow's files of arrays")
struct TensorBundleTests {
  private let nothing = "nothing was thrown"
  private let floats: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 64]  // 1 and 2

  private func bundle(
    _ entries: [BundleWriter.Entry], _ writer: BundleWriter = BundleWriter(),
    without missing: String? = nil
  ) throws -> TensorBundle {
    let files = writer.files(entries)
    return try TensorBundle(index: Bytes(try #require(files["w.index"])), name: "w.index") { name in
      name == missing ? nil : files[name].map { Bytes($0) }
    }
  }

  private func refusal(_ change: (inout BundleWriter.Entry) -> Void) -> String {
    var entry = BundleWriter.Entry("a", [2], floats)
    change(&entry)
    return TestSupport.refusal { try bundle([entry]).array("a").bytes() }
  }

  @Test("arrays are read in place, with their shapes and formats")
  func arrays() throws {
    let found = try bundle([.init("b", [1, 2], floats), .init("a", [2], floats)])
    #expect(found.names == ["a", "b"])
    let array = try found.array("b")
    #expect(array.shape == [1, 2] && array.element == .float32 && !array.isBigEndian)
    #expect(try array.bytes().array == floats)
    #expect(found.description("a")?.shape == [2])
    #expect(try found.graph()?.nodes.count == nil)
  }

  @Test("every format of numbers is known by TensorFlow's number")
  func formats() throws {
    let sizes = [
      1: 4, 2: 8, 3: 4, 4: 1, 5: 2, 6: 1, 9: 8, 10: 1, 14: 2, 17: 2, 19: 2, 22: 4, 23: 8,
    ]
    for (type, size) in sizes {
      var entry = BundleWriter.Entry("a", [3], [UInt8](repeating: 1, count: 3 * size))
      entry.type = type
      #expect(try bundle([entry]).array("a").byteCount == 3 * size)
    }
  }

  @Test("arrays lie in several files, and big-endian numbers are told")
  func shards() throws {
    var writer = BundleWriter()
    writer.shards = 2
    writer.isBigEndian = true
    var second = BundleWriter.Entry("b", [2], floats)
    second.shard = 1
    let entries = [BundleWriter.Entry("a", [2], floats), second]
    let found = try bundle(entries, writer)
    #expect(try found.array("b").bytes().array == floats)
    #expect(try found.array("a").isBigEndian)
    #expect(
      TestSupport.refusal { try bundle(entries, writer, without: "w.data-00001-of-00002") } == """
        w.index: expected the numbers in w.data-00001-of-00002 beside it, found no such file; a checkpoint is \
        several files, which belong into one folder
        """)
  }

  @Test("what is wrong with an array is said once, with its place")
  func refusals() {
    #expect(refusal { $0.checksum = 7 }.hasPrefix("w.index: a: expected checksum 7, found "))
    #expect(
      refusal { $0.size = 4 }.hasPrefix(
        "w.index: a: expected 8 bytes for shape [2] of float32, found 4"))
    #expect(
      refusal { $0.size = 80 }
        == "w.index: a: expected 80 bytes at byte 0 of file 0 of numbers, found that it has 8; the file was cut "
        + "short, or belongs to another index")
    #expect(refusal { $0.offset = .max }.contains("found that it has 8"))
    #expect(
      refusal { $0.type = 7 }.hasPrefix(
        "w.index: a: expected an array of numbers in one piece, found string"))
    #expect(refusal { $0.type = 99 }.contains("found type 99"))
    #expect(refusal { $0.isSliced = true }.contains("found one that is cut into slices"))
    #expect(refusal { $0.shape = [-1] }.contains("none below 0"))
    #expect(
      refusal { $0.shape = [1 << 40, 1 << 40] }.contains("a shape whose bytes can be counted"))
    #expect(refusal { $0.shard = 3 }.contains("expected one of 1 files of numbers, found number 3"))
  }

  @Test("a large array is checked when its numbers are read")
  func large() throws {
    var entry = BundleWriter.Entry("a", [100_000], [UInt8](repeating: 7, count: 400_000))
    #expect(try bundle([entry]).array("a").bytes().count == 400_000)
    entry.checksum = 7
    let array = try bundle([entry]).array("a")
    #expect(TestSupport.refusal { try array.bytes() }.contains("expected checksum 7"))
  }

  @Test("tables of many blocks, packed by Snappy or not, give the same entries")
  func tables() throws {
    let entries = (0..<200).map { BundleWriter.Entry("layer-\($0)/kernel", [2], floats) }
    let plain = try bundle(entries)
    var writer = BundleWriter()
    writer.table.entriesPerBlock = 3
    writer.table.packing = (1, SnappyText.packed)
    let packed = try bundle(entries, writer)
    #expect(plain.names.count == 200)
    #expect(packed.names == plain.names)
    writer.table.packing = (2, { $0 })
    #expect(
      TestSupport.refusal { try bundle(entries, writer) }
        .contains("expected a plain block or one packed by Snappy, found kind 2"))
  }

  @Test("a table that was cut short, or is none, is told so")
  func truncated() throws {
    let files = BundleWriter().files([.init("a", [2], floats)])
    let index = try #require(files["w.index"])
    for count in 0..<index.count {
      let message = TestSupport.refusal {
        try TensorBundle(index: Bytes(Array(index[..<count])), name: "w.index") { _ in nil }
      }
      #expect(message.hasPrefix("w.index: footer of the table: expected 48 bytes"), "\(count)")
    }
    for place in index.indices.dropLast(48) {
      var damaged = index
      damaged[place] ^= 1
      let message = TestSupport.refusal {
        try TensorBundle(index: Bytes(damaged), name: "w.index") { _ in Bytes(floats) }
      }
      // The first block and the index have checksums; the empty block between is never read.
      #expect(message == nothing || message.contains("checksum"), "\(place): \(message)")
    }
  }
}
