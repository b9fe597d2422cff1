import Containers
import Damage
import TestSupport
import Testing

@Suite("graphs of objects in a checkpoint")
struct TrackableGraphTests {
  private typealias Writer = BundleWriter
  private let key = "_CHECKPOINTABLE_OBJECT_GRAPH"

  /// An object with children, or one that is a variable.
  private func node(_ children: [(String, Int)], variable: String? = nil) -> [UInt8] {
    let references = children.flatMap { name, node in
      Writer.message(1, Writer.number(1, node) + Writer.message(2, Array(name.utf8)))
    }
    let value = variable.map { key in
      Writer.message(
        2,
        Writer.message(1, Array("VARIABLE_VALUE".utf8)) + Writer.message(2, Array("dense/w".utf8))
          + Writer.message(3, Array(key.utf8)))
    }
    return Writer.message(1, references + (value ?? []))
  }

  private func graph(_ bytes: [UInt8]) throws -> TrackableGraph? {
    let files = BundleWriter().files([Writer.text(key, bytes)])
    return try TensorBundle(index: Bytes(try #require(files["w.index"])), name: "w.index") {
      files[$0].map { Bytes($0) }
    }.graph()
  }

  private var sound: [UInt8] {
    node([("layer-0", 1), ("self", 0)]) + node([("kernel", 2)]) + node([], variable: "k")
  }

  @Test("objects are found by the names of children, and a variable by its array")
  func found() throws {
    let objects = try #require(try graph(sound))
    #expect(objects.nodes.count == 3)
    let layer = try #require(objects.child("layer-0", of: 0))
    let node = try #require(objects.child("kernel", of: layer))
    #expect(objects.child("self", of: 0) == 0)
    #expect(objects.nodes[node].variable?.key == "k")
    #expect(objects.nodes[node].variable?.name == "dense/w")
    #expect(objects.child("bias", of: layer) == nil)
  }

  @Test("a child that is none of the objects is refused")
  func outside() {
    for number in [3, -1, Int.max] {
      let message = refusal { try graph(node([("a", number)])) }
      #expect(
        message
          == "w.index: graph of the objects at byte 0: expected one of 1 nodes, found node \(number); "
          + "the file is damaged: save or download it again")
    }
  }

  @Test("graphs and entries that are damaged under right checksums are read or refused")
  func damaged() throws {
    for seed in 0..<500 {
      var mutation = Mutation(seed: UInt64(seed))
      _ = try? graph(mutation.damage(sound))
      let rows = [[8, 1], [8, 1, 0x12, 4, 0x12, 2, 8, 2, 0x28, 8]].map { mutation.damage($0) }
      let table = TableWriter().bytes([([], rows[0]), ([97], rows[1])])
      let bundle = try? TensorBundle(index: Bytes(table), name: "w.index") { _ in
        Bytes([UInt8](repeating: 0, count: 8))
      }
      _ = try? bundle?.array("a").bytes()
    }
  }

  @Test("the length of the graph has a checksum of its own, and so have its bytes")
  func checksums() {
    var entry = Writer.text(key, sound)
    for place in entry.bytes.indices {
      entry.bytes[place] ^= 1
      let files = BundleWriter().files([entry])
      let message = refusal {
        try TensorBundle(index: Bytes(files["w.index"] ?? []), name: "w.index") {
          files[$0].map { Bytes($0) }
        }.graph()
      }
      #expect(message.hasPrefix("w.index: graph of the objects"), "\(place): \(message)")
      entry.bytes[place] ^= 1
    }
  }
}
