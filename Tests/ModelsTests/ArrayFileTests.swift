import Containers
import Tensors
import TestSupport
import Testing

@testable import Models

/// What is written is read again, by the same list of formats.
@Suite struct ArrayFileTests {
  private static let arrays = [
    NamedTensor(
      "a", Tensor([2, 3], .float32, [0.1, -2, 3e-9, 4, 5.5, 1 / 3].map { Double(Float($0)) })),
    NamedTensor("b", Tensor([2], .int64, [7, -1])),
    NamedTensor("c", Tensor([], .float64, [0.1])),
  ]

  @Test(arguments: ["npz", "json", "npy"])
  func whatIsWrittenIsRead(ending: String) throws {
    let folder = TemporaryDirectory()
    let path = "\(folder.path)/arrays.\(ending)"
    let arrays = ending == "npy" ? [Self.arrays[0]] : Self.arrays
    try ArrayFile.write(arrays, to: path)
    let read = try #require(try ArrayFile(path)?.read())
    #expect(read.map { $0.name ?? "a" } == arrays.map(\.name))
    #expect(read.map(\.tensor.shape) == arrays.map(\.tensor.shape))
    for (one, other) in zip(read, arrays) {
      // JSON has no formats: its numbers are read as float32 or whole ones.
      #expect(one.tensor.elements.map { Float($0) } == other.tensor.elements.map { Float($0) })
      if ending != "json" { #expect(one.tensor == other.tensor) }
    }
    #expect(ArrayFile("\(path):b")?.array == "b")
  }

  @Test func namesInNumPysArchive() throws {
    let folder = TemporaryDirectory()
    let path = "\(folder.path)/golden.npz"
    try ArrayFile.write(Self.arrays, to: path, inNumPy: ["y0", "y1", "y2"])
    let one = try ArrayFile("\(path):y1")?.read()
    #expect(one?.map(\.tensor) == [Self.arrays[1].tensor])
    let error = #expect(throws: InputError.self) { try ArrayFile("\(path):b")?.read() }
    #expect(error?.hint == "It holds: y0, y1, y2")
  }

  /// A format that is not written, or not of so many arrays; there is no file then.
  @Test(arguments: ["y.csv", "y.h5", "y.txt", "y", "y.npy"])
  func whatCannotBeWritten(name: String) throws {
    let folder = TemporaryDirectory()
    let path = "\(folder.path)/\(name)"
    let error = #expect(throws: InputError.self) { try ArrayFile.write(Self.arrays, to: path) }
    let said =
      name == "y.npy"
      ? ".npy takes one array, and there are 3" : "the ending must be .npz, .npy or .json"
    #expect(error?.message == "\(path): \(said)")
    #expect(error?.file == nil)
    #expect(throws: ContainerError.self) { _ = try FileBytes(path: path) }
  }
}
