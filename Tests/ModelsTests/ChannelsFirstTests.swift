import Checks
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Testing

/// Keras computes most layers whose channels come first on a GPU alone: what they give is what the
/// same layer gives with the channels last, turned round.
@Suite("channels first is channels last, turned round")
struct ChannelsFirstTests {
  @Test(
    "a layer",
    arguments: [
      (
        "Conv2D", #""filters": 3, "kernel_size": [2, 3], "padding": "same", "strides": 2"#,
        [[2, 3, 2, 3], [3]]
      ),
      (
        "Conv2D", #""filters": 4, "kernel_size": [1, 2], "groups": 2, "activation": "relu""#,
        [[1, 2, 1, 4], [4]]
      ),
      (
        "Conv2DTranspose", #""filters": 3, "kernel_size": 2, "strides": [2, 1]"#,
        [[2, 2, 3, 2], [3]]
      ),
      ("DepthwiseConv2D", #""kernel_size": 2, "depth_multiplier": 2"#, [[2, 2, 2, 2], [4]]),
      (
        "SeparableConv2D", #""filters": 3, "kernel_size": 2, "use_bias": false"#,
        [[2, 2, 2, 1], [1, 1, 2, 3]]
      ),
      ("MaxPooling2D", #""pool_size": 2"#, []),
      ("AveragePooling2D", #""pool_size": [3, 2], "strides": 1, "padding": "same""#, []),
      ("UpSampling2D", #""size": [2, 3]"#, []),
      ("UpSampling2D", #""size": 2, "interpolation": "bilinear""#, []),
      ("ZeroPadding2D", #""padding": [[1, 0], [2, 1]]"#, []),
      ("Cropping2D", #""cropping": [[1, 0], [0, 2]]"#, []),
    ] as [(String, String, [[Int]])])
  func layer(_ kind: String, _ settings: String, _ weights: [[Int]]) throws {
    let arrays = weights.enumerated().map { number($0.element, seed: $0.offset) }
    func output(_ x: Tensor, _ format: String) throws -> Tensor {
      let layer = """
        {"class_name": "\(kind)",
         "config": {"name": "layer", \(settings), "data_format": "\(format)"}}
        """
      let shape = "[null, \(x.shape.dims.map(String.init).joined(separator: ", "))]"
      let net = Architecture(layers: [Architecture.input("x", shape), layer])
      let model = try net.model(arrays.isEmpty ? [] : [("layer", arrays)])
      let program = try model.program(for: [x.shape])
      #expect(program.obstacle == nil)
      let row = try #require(x.reshaped(x.shape.inserting(1, at: 0)))
      let machine = try Machine(program, inputs: Machine.samples(of: [row]))
      _ = try machine.resume()
      return try machine.read(try #require(program.outputs.first), at: [], sample: 0)
    }
    let x = number([5, 6, 2], seed: 7)
    let last = try output(x, "channels_last")
    let first = try output(turned(x), "channels_first")
    #expect(first == turned(last))
  }

  /// (a, b, channels) as (channels, a, b).
  private func turned(_ x: Tensor) -> Tensor {
    let (a, b, channels) = (x.shape[0], x.shape[1], x.shape[2])
    let elements = (0..<channels).flatMap { channel in
      (0..<a * b).map { x.elements[$0 * channels + channel] }
    }
    return Tensor([channels, a, b], x.dtype, elements)
  }

  /// Some numbers between −1 and 1.
  private func number(_ dims: [Int], seed: Int) -> Tensor {
    let shape = Shape(dims)
    return Tensor(
      shape, .float32, (0..<shape.count).map { Double(($0 * 37 + seed * 11) % 64) / 32 - 1 })
  }
}
