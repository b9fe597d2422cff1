import Containers
import Testing
import TestSupport

/// The writer that other tests make files with.
@Suite struct HDF5WriterTests {
  @Test(arguments: HDF5Tests.containers.filter { $0.hasSuffix(".h5") })
  func writesWhatItRead(_ name: String) throws {
    let read = try HDF5Node(reading: try HDF5File(Fixtures.bytes(name), name: name).root)
    let written = Bytes(HDF5Writer(read).bytes)
    let again = try HDF5Node(reading: try HDF5File(written, name: name).root)
    #expect(Self.text(again) == Self.text(read))
    #expect(!Self.text(read).isEmpty)
  }

  @Test func hasAllKindsOfValuesAndLayouts() throws {
    let kinds: [ElementType] = [
      .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .float16, .float32,
      .float64, .bfloat16, .string(.fixed(byteCount: 3, spacePadded: true)),
    ]
    var children: [HDF5Node.Child] = []
    for (index, kind) in kinds.enumerated() {
      for layout in [HDF5Values.Layout.plain, .chunked] {
        let bytes = (0..<6 * kind.byteSize).map { _ in UInt8(index % 2) }
        var values = HDF5Values(shape: [2, 3], element: kind, content: HDF5Content(bytes: bytes))
        values.isBigEndian = index % 3 == 0 && kind.byteSize > 1 && index < 12
        values.layout = layout
        children.append(("\(children.count)", HDF5Node(.array(values))))
      }
    }
    // More than one leaf, and more than libhdf5's usual leaves hold.
    children += (0..<300).map { ("group \($0)", HDF5Node(.group([]))) }
    let texts = HDF5Values(shape: [3], texts: ["a", "", String(repeating: "é", count: 5000)])
    let root = HDF5Node(.group(children), attributes: [("texts", texts)])
    let file = try HDF5File(Bytes(HDF5Writer(root).bytes), name: "written")
    #expect(file.root.childNames.count == children.count)
    #expect(try file.root.attributes.named("texts")?.strings() == texts.texts)
    for (name, child) in children {
      guard case .array(let values) = child.content else { continue }
      let array = try file.root.dataset(name).array
      #expect(array.element == values.element && array.shape == values.shape)
      #expect(array.isBigEndian == values.isBigEndian)
      #expect(try array.bytes().array == values.content.bytes)
    }
  }

  /// Where a file says that no value stands for what was never written, h5py reads nothing either.
  @Test func valuesThatWereNeverWrittenAreTheFillValueOrRefused() throws {
    var values = HDF5Values(shape: [3, 100], HDF5Content([]))
    values.layout = .unwritten(fill: [0, 0, 0x80, 0x3F])
    let bytes = HDF5Writer(HDF5Node(.group([("w", HDF5Node(.array(values)))]))).bytes
    let array = try HDF5File(Bytes(bytes), name: "w.h5").root.dataset("w").array
    #expect(try array.bytes().array == (0..<300).flatMap { _ in [0, 0, 0x80, 0x3F] })

    // The message of the fill value: version 2, written late, defined.
    let message: [UInt8] = [2, 3, 2, 1, 4, 0, 0, 0, 0, 0, 0x80, 0x3F]
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: message) })
    var undefined = bytes
    undefined[place + 3] = 0
    #expect {
      try HDF5File(Bytes(undefined), name: "w.h5").root.dataset("w")
    } throws: { error in
      let text = "\(error)"
      return text.contains("no values were ever written, and none that stands for them")
        && !text.contains("damaged")
    }
  }

  /// All that a tree says, a line for each value.
  private static func text(_ node: HDF5Node, _ path: String = "") -> [String] {
    func text(_ path: String, _ values: HDF5Values) -> String {
      "\(path) \(values.shape) \(values.element) \(values.isBigEndian) \(values.texts) "
        + "\(values.content.bytes)"
    }
    let own = node.attributes.map { text("\(path)@\($0.name)", $0.values) }
    switch node.content {
    case .array(let values): return own + [text(path, values)]
    case .group(let children):
      return own + children.flatMap { Self.text($0.node, "\(path)/\($0.name)") }
    }
  }
}
