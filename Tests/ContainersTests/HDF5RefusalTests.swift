import Containers
import TestSupport
import Testing

@Suite struct HDF5RefusalTests {
  private static let harm = "; refused: the file is damaged or made to do harm"
  private static let foreign = "; not read here: save the file again with its library's defaults"
  private static let noLink = "; refused, since links out of the tree are not followed"

  @Test(arguments: [
    ("links/soft", "expected a group or dataset, found a soft link" + noLink),
    ("links/external", "expected a group or dataset, found an external link" + noLink),
    (
      "group/loop",
      """
      expected a group of its own, found a second hard link to /; refused, since a walk through \
      groups that form a cycle has no end
      """
    ),
    (
      "external_storage",
      "external files: expected values inside the file, found external storage" + harm
    ),
    ("virtual", "layout: expected values inside the file, found a virtual dataset" + harm),
    (
      "bomb",
      """
      layout: expected at most 67108864 bytes out of a file of %, found shape [1099511627776], \
      never written
      """ + harm
    ),
    (
      "chunked_bomb",
      """
      layout: expected at most 67108864 bytes out of a file of %, found shape [1099511627776] in \
      chunks of [1048576]
      """ + harm
    ),
    ("compound", "datatype: expected numbers or strings, found a compound datatype" + foreign),
    ("complex", "datatype: expected numbers or strings, found a compound datatype" + foreign),
    ("reference", "datatype: expected numbers or strings, found references" + foreign),
    (
      "sequences",
      "datatype: expected numbers or strings, found sequences of variable length" + foreign
    ),
    ("array_type", "datatype: expected numbers or strings, found an array datatype" + foreign),
    (
      "committed",
      """
      object header: expected a group or a dataset, found neither (a committed datatype?)
      """ + foreign
    ),
    (
      "of_committed",
      "message: expected a message of the object's own, found a shared (committed) one" + foreign
    ),
    (
      "lzf",
      "filters: expected the filters deflate, shuffle, fletcher32, found lzf (32000)" + foreign
    ),
    (
      "opaque",
      """
      datatype: expected numbers, strings or bfloat16, found opaque bytes (no attribute dtype)
      """ + foreign
    ),
  ])
  func whatIsNotReadIsRefusedByName(_ path: String, _ message: String) throws {
    let bytes = try Fixtures.bytes("containers/refused.h5")
    let root = try HDF5File(bytes, name: "refused.h5").root
    #expect(try root.dataset("values").array.count == 6)
    #expect(try root.dataset("alias").array.count == 6)
    let text = refusal { () throws(ContainerError) in try root.dataset(path) }
    #expect(
      text.replacing(#/ at byte \d+/#, with: "")
        == "refused.h5: /\(path): \(message.replacing("%", with: "\(bytes.count)"))")
  }

  @Test func anAttributeThatIsNotReadLeavesTheOthers() throws {
    let bytes = try Fixtures.bytes("containers/refused.h5")
    let attributes = try HDF5File(bytes, name: "x.h5").root.dataset("values").attributes
    #expect(try attributes.all().map(\.name) == ["of_committed", "name"])
    #expect(try attributes.named("name")?.string() == "kernel")
    let text = refusal { () throws(ContainerError) in
      try attributes.named("of_committed")?.array()
    }
    #expect(
      text.replacing(#/ at byte \d+/#, with: "") == """
        x.h5: attribute of_committed of /values: datatype of an attribute: expected a type of the \
        attribute's own, found a shared (committed) one
        """ + Self.foreign)
  }

  @Test func denseStorageAndNewIndexesAreRefusedByName() throws {
    let root = try HDF5File(Fixtures.bytes("containers/refused_latest.h5"), name: "new.h5").root
    let texts = [
      refusal { () throws(ContainerError) in try root.attributes.named("a1") },
      refusal { () throws(ContainerError) in try root.group("links") },
      refusal { () throws(ContainerError) in try root.dataset("chunks") },
    ].map { $0.replacing(#/ at byte \d+/#, with: "") }
    #expect(
      texts == [
        """
        new.h5: /: attribute info: expected attributes in the object header, found dense attribute \
        storage
        """ + Self.foreign,
        "new.h5: /links: link info: expected links in the object header, found dense link storage"
          + Self.foreign,
        """
        new.h5: /chunks: layout: expected chunks listed in a version 1 B-tree, found an index of \
        the latest format (libver='latest')
        """ + Self.foreign,
      ])
  }

  @Test func groupsAreNotNestedWithoutEnd() throws {
    let root = try HDF5File(Fixtures.bytes("containers/deep.h5"), name: "deep.h5").root
    let path = Array(repeating: "g", count: 100).joined(separator: "/")
    #expect(try root.group(path).childNames == ["g"])
    #expect(
      refusal { () throws(ContainerError) in try root.group(path + "/g") } == """
        deep.h5: /\(path)/g: expected at most 100 nested groups, found more
        """ + Self.harm)
  }

  @Test func aFileCutShortIsTold() throws {
    let bytes = try Fixtures.bytes("lstm-gates/k3.h5")
    let part = try #require(bytes.slice(0, count: bytes.count - 1))
    #expect(
      refusal { () throws(ContainerError) in try HDF5File(part, name: "k3.h5") } == """
        k3.h5: superblock at byte 0: expected a file of \(bytes.count) bytes, found \
        \(bytes.count - 1), it was cut short; the file is damaged: save or download it again
        """)
    #expect(
      refusal { () throws(ContainerError) in try HDF5File(Bytes([]), name: "x.h5") } == """
        x.h5: expected an HDF5 file, which begins with \\x89HDF, found other bytes; check that it \
        is the file that Keras saved
        """)
  }
}
