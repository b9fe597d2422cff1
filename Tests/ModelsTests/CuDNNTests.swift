import Checks
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Layers that cuDNN runs on a GPU, and weights of theirs in the plain ones; what they compute is in the grid and in legacy.
@Suite("cuDNN's layers")
struct CuDNNTests {
  @Test(
    "weights of the other kind are turned round, and it is said",
    arguments: ["gpu-into-lstm", "gpu-into-gru", "lstm-into-gpu", "gru-into-gpu"])
  func remark(_ name: String) throws {
    let base = "legacy/\(name).k215"
    let model = try ModelFile.open(
      Fixtures.path("\(base).json"), weights: Fixtures.path("\(base)_weights.h5"))
    #expect(
      model.origin.remarks.contains {
        $0.contains("rnn are laid out as by a layer of the other kind")
      }, "\(model.origin.remarks)")
  }

  @Test("weights of their own kind are left alone", arguments: ["gpu-lstm", "gpu-gru"])
  func own(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("legacy/\(name).k215.h5"))
    #expect(model.origin.remarks.isEmpty)
  }

  @Test("a mask is refused, as Keras refuses to build such a model")
  func mask() throws {
    let layers = [
      #"{"class_name": "Masking", "config": {"name": "m", "batch_input_shape": [null, 3, 2]}}"#,
      #"{"class_name": "CuDNNGRU", "config": {"name": "rnn", "units": 2}}"#,
    ]
    let weights = [Shape([2, 6]), [2, 6], [12]].map { shape in
      Tensor(shape, .float32, [Double](repeating: 0, count: shape.count))
    }
    let model = try Architecture(layers: layers).model([("rnn", weights)])
    let said = try model.obstacle([3, 2])
    #expect(said.contains("a mask reaches it, and cuDNN's layers take none"), "\(said)")
  }
}
