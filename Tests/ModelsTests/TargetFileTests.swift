import Containers
import Expressions
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// A file of targets may say what its samples weigh, as a data set does.
struct TargetFileTests {
  private let folder = TemporaryDirectory()
  private var path: String { "\(folder.path)/t.npz" }

  private func aim(_ text: String) throws -> Aim {
    let arrays = [
      array("y0", [2, 2], [1, 2, 3, 4]), array("sample_weight0", [2], [1, 3]),
    ]
    try FileBytes.write(try Npz.write(arrays), to: path)
    let model = try Architecture(layers: [Architecture.input(), Architecture.dense("a", 2)])
      .model([("a", [Tensor([2, 2], repeating: 0.5), Tensor([2], repeating: 0)])])
    return try Aim(text, for: model, [[2]], samples: 2, loss: "mse", names: NoNames())
  }

  private func array(_ name: String, _ shape: [Int], _ numbers: [Float]) -> NamedArray {
    let bytes = numbers.flatMap { number in
      withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
    }
    return NamedArray(name: name, shape: shape, element: .float32, bytes: Bytes(bytes))
  }

  @Test func itsWeightsCount() throws {
    #expect(try aim(path).targets.map(\.elements) == [[1, 2, 3, 4], [1, 3]])
  }

  @Test func typedOnesCountBefore() throws {
    #expect(try aim("\(path) weights=[2, 5]").targets.map(\.elements) == [[1, 2, 3, 4], [2, 5]])
  }
}
