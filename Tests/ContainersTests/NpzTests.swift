import Containers
import TestSupport
import Testing

@Suite struct NpzTests {
  /// Every order and element type; `grid` is the plain one.
  private func orders() throws -> Npz {
    try Npz(Fixtures.bytes("containers/orders.npz"), name: "orders.npz")
  }

  @Test func everyOrderIsReadRowByRow() throws {
    let npz = try orders()
    let grid = try Contents(npz.array("grid"))
    #expect(grid.shape == [2, 3, 4])
    #expect(try Contents(npz.array("fortran")) == grid)
    #expect(try npz.array("big").isBigEndian)
    let values = (0..<24).map { Double($0) }
    #expect(try doubles(npz.array("big")) == values)
    let shorts = try Contents(npz.array("fortran_big")).bytes
    #expect(shorts == (0..<24).flatMap { [UInt8($0), 0] })
    #expect(try npz.array("scalar").shape == [])
    #expect(try npz.array("empty").shape == [0, 4])
    #expect(try npz.array("bool").element == .bool)
  }

  private func doubles(_ array: StoredArray) throws -> [Double] {
    let bytes = try Contents(array).bytes
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
    }
  }

  @Test func stringsAreRead() throws {
    let npz = try orders()
    #expect(try npz.array("bytes").strings() == ["ab", "c"])
    #expect(try npz.array("text").strings() == ["größe", "🙂"])
    #expect(try npz.array("big_text").strings() == ["größe", "🙂"])
    #expect(try npz.array("fortran_bytes").strings() == ["abc", "d", "ef", ""])
    #expect(try npz.array("empty").strings() == [])
  }

  @Test(arguments: ["v1", "v2", "v3"])
  func everyVersionIsRead(_ version: String) throws {
    let bytes = try Fixtures.bytes("containers/\(version).npy")
    let array = try Npy.read(bytes, name: "grid", file: "\(version).npy")
    #expect(try Contents(array) == Contents(orders().array("grid")))
  }

  @Test func deflatedArraysAreUnpacked() throws {
    let npz = try Npz(Fixtures.bytes("containers/deflated.npz"), name: "deflated.npz")
    #expect(npz.names == ["grid", "zeros"])
    #expect(try Contents(npz.array("grid")) == Contents(orders().array("grid")))
    #expect(try npz.array("zeros").bytes().array == Array(repeating: 0, count: 80_000))
  }

  @Test(arguments: Fixtures.files(".npz").filter { !$0.hasPrefix("containers/") })
  func whatIsWrittenReadsBack(_ name: String) throws {
    let npz = try Npz(Fixtures.bytes(name), name: name)
    let arrays = try npz.names.map { name in
      let array = try npz.array(name)
      return NamedArray(
        name: name, shape: array.shape, element: array.element, bytes: try array.bytes())
    }
    let copy = try Npz(Bytes(Npz.write(arrays)), name: "copy")
    #expect(copy.names == npz.names)
    for name in npz.names {
      #expect(try Contents(copy.array(name)) == Contents(npz.array(name)))
    }
  }

  @Test func whatIsWrittenHasChecksums() throws {
    let array = NamedArray(name: "größe", shape: [], element: .uint8, bytes: Bytes([7]))
    let archive = try ZipArchive(Bytes(Npz.write([array])), name: "x.npz")
    #expect(archive.entries.map(\.name) == ["größe.npy"])
    try archive.verify("größe.npy")
    let npy = try Npy.write(array)
    #expect(npy.count == 129)
    #expect(npy[126] == UInt8(ascii: " ") && npy[127] == UInt8(ascii: "\n"))
  }

  @Test(arguments: [
    (
      "pickled", "bad",
      """
      bad: npy header: expected numbers, booleans or strings, found Python objects (a pickle); \
      refused, since a pickle can run code: save numbers, with np.save(…, allow_pickle=False)
      """
    ),
    (
      "unsupported", "fields",
      """
      fields: npy header at byte 0: expected an array of numbers, found a structured array \
      (fields); not read here: save the file again with its library's defaults
      """
    ),
    (
      "unsupported", "complex",
      """
      complex: npy header: expected numbers, booleans or strings, found dtype <c8; save it as \
      float32
      """
    ),
    (
      "unsupported", "dates",
      """
      dates: npy header: expected numbers, booleans or strings, found dtype <M8[ns]; save it as \
      float32
      """
    ),
    (
      "unsupported", "bomb",
      """
      bomb: expected a shape whose bytes can be counted, found [1099511627776, 1099511627776]; \
      refused: the file is damaged or made to do harm
      """
    ),
    (
      "unsupported", "short",
      """
      short: expected 4096 bytes for shape [1024] of float32, found 8; the file is damaged: save \
      or download it again
      """
    ),
    (
      "unsupported", "negative",
      """
      negative: npy header at byte 0: expected a size below 2^63 in the shape, found "-2,), }     \
      "; the file is damaged: save or download it again
      """
    ),
    (
      "unsupported", "code",
      """
      code: npy header at byte 0: expected "{", found "__import__('"; the file is damaged: save \
      or download it again
      """
    ),
    ("unsupported", "absent", "expected an array absent, found %"),
  ])
  func aBadArrayIsRefusedByName(_ file: String, _ array: String, _ message: String) throws {
    let npz = try Npz(Fixtures.bytes("containers/\(file).npz"), name: "\(file).npz")
    let names = npz.names.joined(separator: ", ")
    #expect(
      refusal { () throws(ContainerError) in try npz.array(array) }
        == "\(file).npz: \(message.replacing("%", with: names))")
  }

  @Test func theGoodArrayBesideAPickleIsRead() throws {
    let npz = try Npz(Fixtures.bytes("containers/pickled.npz"), name: "pickled.npz")
    #expect(try npz.array("good").shape == [2, 3, 4])
    let python2 = try Npz(Fixtures.bytes("containers/unsupported.npz"), name: "x").array("python2")
    #expect(python2.shape == [2])
  }
}
