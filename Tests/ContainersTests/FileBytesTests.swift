import Containers
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct FileBytesTests {
  @Test func whatIsNoFileIsRefused() throws {
    #expect(
      refusal { () throws(ContainerError) in try FileBytes(path: "/no/such/file") }
        == "/no/such/file: there is no such file")
    #expect(
      refusal { () throws(ContainerError) in try FileBytes(path: "/tmp") }
        == "/tmp: expected a file, found a directory; name a file in it")
    #expect(
      refusal { () throws(ContainerError) in try FileBytes(path: "/dev/null") } == """
        /dev/null: expected a regular file, found a device, pipe or socket; save it as a file first
        """)
    try Fixtures.temporary([]) { path in
      #expect(
        refusal { () throws(ContainerError) in try FileBytes(path: path) } == """
          \(path): expected a file with content, found an empty file; save or download it again
          """)
      unlink(path)
      mkfifo(path, 0o600)
      #expect(
        refusal { () throws(ContainerError) in try FileBytes(path: path) }.contains(
          "a regular file"))
    }
  }

  @Test func aSmallFileSurvivesWhatHappensToIt() throws {
    try Fixtures.temporary([1, 2, 3]) { path in
      let file = try FileBytes(path: path)
      truncate(path, 0)
      #expect(file.bytes.isIntact)
      #expect(file.bytes.array == [1, 2, 3])
    }
  }

  @Test func aLargeFileCutShortIsNoticed() throws {
    let model = try Fixtures.bytes("lstm-gates/k3.h5").array
    try Fixtures.temporary(model + Array(repeating: 0, count: 17 << 20)) { path in
      let file = try FileBytes(path: path)
      let root = try HDF5File(file.bytes, name: "large.h5").root
      let array = try root.dataset("model_weights/dense/dense/kernel").array
      #expect(file.bytes.isIntact)
      #expect(file.bytes.overlaps(try array.bytes()))
      truncate(path, 100)
      #expect(!file.bytes.isIntact)
      let message = """
        expected the file as it was opened, found that it was cut short or written to since; open \
        it again
        """
      #expect(
        refusal { () throws(ContainerError) in try array.bytes() }
          == "large.h5: /model_weights/dense/dense/kernel: \(message)")
      #expect(
        refusal { () throws(ContainerError) in try root.group("model_weights") }
          == "large.h5: /model_weights: \(message)")
      #expect(
        refusal { () throws(ContainerError) in try root.attributes.all() }
          == "large.h5: /: \(message)")
    }
  }

  @Test func writingReplacesAFileAsAWhole() throws {
    try Fixtures.temporary([1, 2, 3]) { path in
      let old = open(path, O_RDONLY)
      defer { close(old) }
      try FileBytes.write([4, 5], to: path)
      #expect(try FileBytes(path: path).bytes.array == [4, 5])
      var byte: UInt8 = 0
      #expect(read(old, &byte, 1) == 1 && byte == 1)
      let link = path + ".link"
      symlink(path, link)
      defer { unlink(link) }
      try FileBytes.write([6], to: link)
      #expect(try FileBytes(path: path).bytes.array == [6])
    }
    try FileBytes.write([1], to: "/dev/null")
    #expect(
      refusal { () throws(ContainerError) in try FileBytes.write([1], to: "/no/such/file") }
        == "/no/such/file: there is no such folder; nothing was written")
    #expect(
      refusal { () throws(ContainerError) in try FileBytes.write([1], to: "/tmp") }
        == "/tmp: expected a place to write to, found a directory; nothing was written")
  }

  @Test func whatIsReadInAFileCutShortIsZeroAndNotTaken() throws {
    let content = Array(repeating: UInt8(7), count: 17 << 20)
    try Fixtures.temporary(content) { other in
      try Fixtures.temporary(content) { path in
        let kept = try FileBytes(path: other)
        for _ in 0..<3 {
          let file = try FileBytes(path: path)
          #expect(file.bytes[16 << 20] == 7)
          truncate(path, 4096)
          // Nothing ends the program.
          #expect(file.bytes[(17 << 20) - 1] == 0)
          #expect(!file.bytes.isIntact)
          // Not even when the file has its size again.
          truncate(path, off_t(content.count))
          #expect(!file.bytes.isIntact)
          let message = """
            \(path): expected the file as it was opened, found that it was cut short or written to \
            since; open it again
            """
          for body: (FileBytes) throws -> Void in [{ _ in }, { _ in throw Refused() }] {
            let error = #expect(throws: ContainerError.self) { try file.reading(body) }
            #expect(error?.description == message)
          }
          #expect(kept.bytes.isIntact)
          #expect(kept.bytes.array == content)
          try FileBytes.write(content, to: path)
        }
      }
    }
  }

  @Test func whatAReaderRefusesIsRefusedForItsReason() throws {
    try Fixtures.temporary([1]) { path in
      #expect(throws: Refused.self) { try FileBytes(path: path).reading { _ in throw Refused() } }
      let count = try FileBytes(path: path).reading { $0.count }
      #expect(count == 1)
    }
  }

  private struct Refused: Error {}

  @Test func slicesStayInside() {
    let bytes = Bytes([1, 2, 3, 4])
    #expect(bytes.slice(1, count: 2)?.array == [2, 3])
    #expect(bytes.slice(4, count: 0)?.count == 0)
    for (start, count) in [(0, 5), (5, 0), (-1, 1), (1, -1), (1, .max), (.max, 1), (.min, .max)] {
      #expect(bytes.slice(start, count: count).map(\.count) == nil)
    }
  }

  @Test func formatsAreToldByTheirBytes() throws {
    let expected: [(String, ContainerFormat)] = [
      ("lstm-gates/k3.keras", .zip), ("lstm-gates/k3.h5", .hdf5), ("lstm-gates/k3.json", .json),
      ("containers/v1.npy", .npy), ("containers/userblock.h5", .hdf5),
      ("containers/at512.zip", .zip),
    ]
    for (name, format) in expected {
      #expect(ContainerFormat(sniffing: try Fixtures.bytes(name)) == format, "\(name)")
    }
    #expect(ContainerFormat(sniffing: Bytes([])) == .unknown)
    #expect(ContainerFormat(sniffing: Bytes(Array("Keras".utf8))) == .unknown)
  }
}
