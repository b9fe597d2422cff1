import Containers
import TestSupport
import Testing

@Suite struct HDF5Tests {
  /// The folders that hold one set of weights in every container.
  static let questions = Fixtures.names().filter { Fixtures.names(in: $0).contains("weights.npz") }

  static let containers = questions.flatMap { folder in
    Fixtures.names(in: folder).filter { $0.hasSuffix(".h5") || $0.hasSuffix(".keras") }
      .map { "\(folder)/\($0)" }
  }

  @Test func theFixturesAreThere() {
    #expect(Self.questions.count >= 8)
    #expect(Self.containers.count >= 60)
  }

  @Test(arguments: containers)
  func everyContainerHoldsTheWeights(_ name: String) throws {
    let folder = String(name.split(separator: "/")[0])
    let npz = try Npz(Fixtures.bytes("\(folder)/weights.npz"), name: "weights.npz")
    let expected = try npz.names.map { try Contents(npz.array($0)) }
    let walk = Walk(try Fixtures.bytes(name), name: name, keepsArrays: true)
    #expect(walk.refusals.isEmpty)
    let found = walk.arrays.filter { !$0.path.contains("optimizer") }.map { Contents($0.1, $0.2) }
    #expect(Set(found) == Set(expected))
    #expect(found.count == expected.count)
  }

  @Test(arguments: ["types", "chunked", "unwritten", "latest", "userblock"])
  func everyDatasetEqualsItsCompanion(_ name: String) throws {
    let file = try HDF5File(Fixtures.bytes("containers/\(name).h5"), name: name)
    let npz = try Npz(Fixtures.bytes("containers/\(name).npz"), name: name)
    #expect(!npz.names.isEmpty)
    for path in npz.names {
      let array = try file.root.dataset(path).array
      #expect(try Contents(array) == Contents(npz.array(path)), "\(path)")
    }
  }

  @Test func everyAttributeEqualsTheDatasetOfItsName() throws {
    let root = try HDF5File(Fixtures.bytes("containers/types.h5"), name: "types.h5").root
    let attributes = try root.attributes.all()
    #expect(attributes.count == 22)
    for attribute in attributes {
      let path = attribute.name.replacing("numbers_", with: "numbers/")
      #expect(try Contents(attribute.array()) == Contents(root.dataset(path).array))
    }
  }

  @Test func stringsOfEveryLayoutAreRead() throws {
    let root = try HDF5File(Fixtures.bytes("containers/strings.h5"), name: "strings.h5").root
    let texts = ["", "dense", "größe", "層 🙂"]
    #expect(try root.dataset("fixed").array.strings() == texts)
    #expect(try root.dataset("variable").array.strings() == texts)
    #expect(try root.dataset("grid").array.shape == [2, 2])
    #expect(try root.dataset("grid").array.strings() == ["a", "b", "c", "dd"])
    #expect(try root.dataset("spaces").array.strings() == ["ab", "abcdef"])
    #expect(try root.dataset("none").array.strings() == [])
    let attributes = root.attributes
    #expect(try attributes.named("fixed")?.strings() == texts)
    #expect(try attributes.named("variable")?.strings() == texts)
    #expect(try attributes.named("scalar")?.string() == "größe")
    #expect(try attributes.named("bytes")?.string() == "2.2.4")
    #expect(try attributes.named("no_names")?.strings() == [])
    #expect(try attributes.named("no_names")?.array().element == .float64)
    #expect(try attributes.named("null")?.array().shape == [0])
    #expect(try attributes.named("long")?.strings().last == "name_1499")
    #expect(try attributes.named("absent").map(\.name) == nil)
    let chunked = try HDF5File(Fixtures.bytes("containers/chunked.h5"), name: "chunked.h5").root
    #expect(try chunked.dataset("strings").array.strings() == ["v", "w", "x", "y", "zz"])
  }

  @Test func aGroupOfManyNamesHasThemAll() throws {
    let root = try HDF5File(Fixtures.bytes("containers/many.h5"), name: "many.h5").root
    #expect(root.childNames == (0..<300).map { "layer_\($0)" }.sorted())
    for name in root.childNames {
      let number = try root.group(name).attributes.named("number")?.array().bytes()[0]
      #expect(number == UInt8(truncatingIfNeeded: Int(name.dropFirst(6)) ?? -1))
    }
  }

  @Test func contiguousValuesAreReadInPlace() throws {
    let file = try Fixtures.bytes("lstm-gates/k3.keras")
    let weights = try ZipArchive(file, name: "k3.keras").bytes(of: "model.weights.h5")
    let root = try HDF5File(weights, name: "k3.keras/model.weights.h5").root
    let kernel = try root.dataset("layers/lstm/cell/vars/0").array.bytes()
    #expect(file.overlaps(kernel))
    #expect(kernel.count == 2 * 32 * 4)
  }

  @Test func aMissingNameIsToldWithTheNamesThereAre() throws {
    let root = try HDF5File(Fixtures.bytes("lstm-gates/k3.h5"), name: "k3.h5").root
    #expect(
      refusal { () throws(ContainerError) in try root.group("model_weights/gru") } == """
        k3.h5: /model_weights: expected an entry gru, found dense, input_layer, lstm, \
        top_level_model_weights
        """)
    #expect(
      refusal { () throws(ContainerError) in try root.dataset("model_weights") } == """
        k3.h5: /: expected a dataset model_weights, found a group of this name
        """)
    #expect(!root.contains("absent"))
    #expect(try root.child("absent").map { _ in true } == nil)
  }
}

/// What an array holds, whatever file it came from; in little-endian order.
struct Contents: Hashable {
  let shape: [Int]
  let element: ElementType
  let bytes: [UInt8]

  init(_ array: StoredArray) throws(ContainerError) {
    self.init(array, try array.bytes().array)
  }

  init(_ array: StoredArray, _ bytes: [UInt8]) {
    shape = array.shape
    element = array.element
    let size = array.element.byteSize
    self.bytes =
      array.isBigEndian
      ? stride(from: 0, to: bytes.count, by: size).flatMap { bytes[$0..<$0 + size].reversed() }
      : bytes
  }
}

extension Bytes {
  /// Whether `part` lies within the same memory.
  func overlaps(_ part: Bytes) -> Bool {
    withUnsafeBytes { whole in
      part.withUnsafeBytes { part in
        guard let a = whole.baseAddress, let b = part.baseAddress else { return false }
        return b >= a && b + part.count <= a + whole.count
      }
    }
  }
}
