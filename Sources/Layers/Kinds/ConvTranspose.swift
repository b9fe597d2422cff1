import Equations
import Tensors
import Terms

/// `z = conv_transpose(x, W) + b`, `a = activation(z)`: every number of x spreads a window.
///
/// x (…places, channels), W (…window, filters, channels), b (filters), a (…places, filters).
struct ConvTranspose: UnaryLayer {
  static let classNames = ["Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"]
  static let inertValues: [String: Set<String>] = ["groups": ["1"]]
  let options: WindowedLayer
  let filters: Int
  let outputPadding: [Int]?
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    filters = try config.int("filters")
    options = try WindowedLayer(config, filters: filters)
    outputPadding =
      config.value("output_padding") == nil ? nil : try config.ints("output_padding")
  }

  var title: String { options.title }
  var weights: [WeightSpec] { options.weights("kernel") }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try options.channels.last(input, eq)
    let W = try eq.weight("kernel", as: "W", Shape(options.window + [filters, x.shape.width]))
    let b = try options.bias(filters, eq)
    let spread = ConvolveTranspose(
      rank: options.window.count, options.sliding, outputPadding: outputPadding)
    return try options.finish(.apply(spread, [x, W]), b, eq)
  }
}
