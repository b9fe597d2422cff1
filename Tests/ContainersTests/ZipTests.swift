import Containers
import TestSupport
import Testing

@Suite struct ZipTests {
  private func archive(_ name: String) throws(ContainerError) -> ZipArchive {
    try ZipArchive(try Fixtures.bytes("containers/\(name).zip"), name: "\(name).zip")
  }

  @Test func storedEntriesAreReadInPlace() throws {
    let bytes = try Fixtures.bytes("containers/good.zip")
    let archive = try ZipArchive(bytes, name: "good.zip")
    #expect(archive.entries.map(\.name) == ["a.txt", "folder/b.txt", "empty"])
    #expect(try archive.bytes(of: "folder/b.txt").text == "content of b")
    #expect(bytes.overlaps(try archive.bytes(of: "a.txt")))
    #expect(try archive.bytes(of: "empty").count == 0)
    #expect(archive.contains("empty") && !archive.contains("full"))
  }

  @Test func streamedAndWideEntriesAreRead() throws {
    let streamed = try archive("streamed")
    let text = String(repeating: "streamed ", count: 20)
    #expect(try streamed.bytes(of: "stored.txt").text == text)
    #expect(try streamed.bytes(of: "deflated.txt").text == text)
    #expect(try archive("zip64").bytes(of: "wide.txt").text == "sizes in the zip64 field")
  }

  @Test func theSizeOfAnEntryIsAskedBeforeItIsUnpacked() throws {
    let streamed = try archive("streamed")
    #expect(try streamed.bytes(of: "deflated.txt", limit: 180).count == 180)
    let message = refusal { () throws(ContainerError) in
      try streamed.bytes(of: "deflated.txt", limit: 179)
    }
    #expect(
      message
        == "streamed.zip: zip entry deflated.txt: expected at most 179 bytes, found 180"
        + ZipTests.harm)
  }

  @Test(arguments: Fixtures.files(".keras", ".npz").filter { !$0.hasPrefix("containers/") })
  func everyChecksumHolds(_ name: String) throws {
    let archive = try ZipArchive(Fixtures.bytes(name), name: name)
    for entry in archive.entries { try archive.verify(entry.name) }
  }

  private static let harm = "; refused: the file is damaged or made to do harm"
  private static let damage = "; the file is damaged: save or download it again"
  private static let foreign = "; not read here: save the file again with its library's defaults"

  @Test(arguments: [
    ("duplicate", "zip directory: expected each entry once, found config.json twice" + harm),
    (
      "upwards",
      """
      zip directory at byte 46: expected entry names that stay inside the archive, found \
      ../config.json, which leads upwards
      """ + harm
    ),
    (
      "absolute",
      """
      zip directory at byte 48: expected entry names that stay inside the archive, found \
      /etc/config.json, which is absolute
      """ + harm
    ),
    (
      "backslash",
      """
      zip directory at byte 46: expected entry names that stay inside the archive, found \
      ..\\config.json, with a backslash
      """ + harm
    ),
    (
      "bomb",
      """
      zip directory at byte 71389: expected entries that unpack to at most 67108864 bytes, found \
      zeros, which exceeds them with 73400320
      """ + harm
    ),
    (
      "overlap",
      """
      zip directory at byte 136: expected entries that lie one after another, found that a.txt \
      reaches beyond byte 47
      """ + harm
    ),
  ])
  func aHostileArchiveIsRefused(_ name: String, _ message: String) {
    #expect(refusal { () throws(ContainerError) in try archive(name) } == "\(name).zip: \(message)")
  }

  @Test(arguments: [
    (
      "encrypted",
      "a.txt at byte 0: expected an entry that is not encrypted, found an encrypted one" + foreign
    ),
    (
      "locked",
      "a.txt at byte 0: expected an entry that is not encrypted, found an encrypted one" + foreign
    ),
    (
      "bzip2",
      "a at byte 0: expected a stored or deflated entry, found compression method 12" + foreign
    ),
    (
      "renamed",
      """
      a.txt at byte 0: expected what the directory says of the entry, found another name, method \
      or size
      """ + damage
    ),
    ("corrupt", "a.txt: expected checksum 394944620, found 1915875942" + damage),
    ("understated", "a: expected data that unpack to 1000 bytes, found other data" + damage),
  ])
  func aBadEntryIsRefused(_ name: String, _ message: String) throws {
    let archive = try archive(name)
    let entry = archive.entries[0].name
    #expect(
      refusal { () throws(ContainerError) in try archive.bytes(of: entry) }
        == "\(name).zip: zip entry \(message)")
  }

  @Test func bytesAroundAnArchiveArePassedOver() throws {
    let good = try Fixtures.bytes("containers/good.zip").array
    for (front, behind) in [(0, 1), (3, 0), (512, 40), (70_000, 60_000)] {
      let bytes = Bytes(
        [UInt8](repeating: 7, count: front) + good + [UInt8](repeating: 8, count: behind))
      #expect(ContainerFormat(sniffing: bytes) == .zip)
      let archive = try ZipArchive(bytes, name: "good.zip")
      #expect(archive.entries.map(\.name) == ["a.txt", "folder/b.txt", "empty"])
      #expect(try archive.bytes(of: "folder/b.txt").text == "content of b")
    }
  }

  @Test func whatIsNoArchiveIsRefused() throws {
    #expect(
      refusal { () throws(ContainerError) in try ZipArchive(Bytes([1, 2, 3]), name: "x.keras") }
        == """
        x.keras: the end of the zip archive: expected an end record, found none, the file may be \
        cut short; the file is damaged: save or download it again
        """)
    #expect(
      refusal { () throws(ContainerError) in try archive("good").bytes(of: "full") } == """
        good.zip: expected an entry full, found a.txt, folder/b.txt, empty
        """)
  }
}
