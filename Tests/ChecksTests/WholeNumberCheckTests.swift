import Checks
import Containers
import Layers
import Models
import Tensors
import Testing

/// Whole numbers are not rounded, and what nothing reads is not asked for.
@Suite struct WholeNumberCheckTests {
  private func model(_ module: String, _ operation: String, _ dtype: String) throws -> Model {
    let text = """
      {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "f",
       "layers": [{"module": "keras.layers", "class_name": "InputLayer", "name": "i",
       "config": {"batch_shape": [null, 2, 2], "dtype": "\(dtype)", "name": "i"},
       "inbound_nodes": []}, {"module": "keras.src.ops.\(module)", "class_name": "\(operation)",
       "name": "o", "config": {"name": "o"}, "inbound_nodes": [{"args": [{"class_name":
       "__keras_tensor__", "config": {"shape": [null, 2, 2], "dtype": "\(dtype)",
       "keras_history": ["i", 0, 0]}}], "kwargs": {}}]}],
       "input_layers": ["i", 0, 0], "output_layers": ["o", 0, 0]}}
      """
    return try Model(
      try JSON(parsing: text, file: "test"), version: KerasVersion(3, 15), arrays: [],
      named: "test")
  }

  private let numbers: [Double] = [1_000_000, 5, -7, 1]

  private func agrees(
    _ dtype: DType, _ given: [Double], as format: DType? = nil, _ tolerance: Tolerance? = nil
  ) throws -> Bool {
    let golden = Golden(
      file: "golden.npz",
      arrays: [
        NamedTensor("x0", Tensor([1, 2, 2], dtype, numbers)),
        NamedTensor("y0", Tensor([1, 2, 2], format ?? dtype, given)),
      ])
    return try Agreement(
      of: model("numpy", "Negative", dtype.rawValue), with: golden, .layers, tolerance
    ).isAccepted
  }

  @Test func oneMoreIsAnother() throws {
    let right = numbers.map { -$0 }
    let beside = [-1_000_001] + right.dropFirst()
    #expect(try agrees(.int32, right) && agrees(.int32, right, as: .float32))
    #expect(try !agrees(.int32, beside) && !agrees(.int32, beside, as: .float32))
    #expect(try agrees(.float32, beside))
    // A tolerance that is given decides alone.
    #expect(try agrees(.int32, beside, Tolerance(absolute: 2)))
  }

  @Test func whatNothingReadsIsToldAsThat() throws {
    let x = NamedTensor("x0", Tensor([1, 2, 2], .float32, [2, 0, 0, 3]))
    let vectors = NamedTensor("o:1", Tensor([1, 2, 2], .float32, [1, 0, 0, 1]))
    func agreement(_ arrays: NamedTensor...) throws -> Agreement {
      try Agreement(
        of: model("linalg", "Eigh", "float32"),
        with: Golden(file: "golden.npz", arrays: [x] + arrays))
    }
    let all = try agreement(NamedTensor("o", Tensor([1, 2], .float32, [2, 3])), vectors)
    #expect(all.isAccepted && all.checks.count == 1)
    #expect(all.remarks.contains { $0.hasPrefix("o:1 is not compared: nothing reads it") })
    #expect(try !agreement(NamedTensor("o:2", Tensor([1, 2], .float32, [2, 3]))).isAccepted)
  }
}
