import Equations
import Tensors
import Terms

/// `z = w·W + b`, `a = activation(z)`: a convolution whose kernel is another one at every place.
///
/// x (…places, channels), a (…places, filters). W as the implementation keeps it: 1, a matrix (window·channels, filters) for
/// every place; 2, one from all of the input to all of the result, of which only what the windows see counts; 3, those
/// numbers alone.
struct LocallyConnected: UnaryLayer {
  static let classNames = ["LocallyConnected1D", "LocallyConnected2D"]
  private let options: WindowedLayer
  private let filters: Int
  private let implementation: Int
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    filters = try config.int("filters")
    options = try WindowedLayer(config, filters: filters)
    implementation = try config.int("implementation", default: 1)
    guard (1...3).contains(implementation) else {
      throw config.error("implementation", "1, 2 or 3")
    }
    let paddings: [Sliding.Padding] = implementation == 1 ? [.valid] : [.valid, .same]
    guard paddings.contains(options.sliding.padding) else {
      throw config.error("padding", implementation == 1 ? "valid" : "valid or same")
    }
  }

  var title: String { options.title }
  var weights: [WeightSpec] { options.weights("kernel") }
  private var isFirst: Bool { options.channels.isFirst }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let places = options.channels.places
    guard input.shape.rank == places.count + 1,
      let windows = LocalWindows(
        places.map { input.shape[$0] }, window: options.window, strides: options.sliding.strides,
        isSame: options.sliding.padding == .same)
    else {
      throw eq.obstacle(
        "its window does not fit its input \(input.shape)", "Feed samples of its shape.")
    }
    let sum =
      implementation == 1
      ? try eachPlace(input, windows, eq) : try allPlaces(input, windows, eq)
    let b = try options.bias(shape: Shape(windows.to + [filters]), eq)
    // Keras reads the bias's numbers in their order, wherever the channels are.
    let bias = isFirst ? b.map { $0(Reshape([filters] + windows.to)) } : b
    return try options.activated(try eq("z", sum + bias), eq)
  }

  /// Every window beside its matrix.
  private func eachPlace(
    _ input: Term, _ windows: LocalWindows, _ eq: Equations
  ) throws -> Term {
    let x = try options.channels.last(input, eq)
    let (channels, taps) = (x.shape.width, options.window.reduce(1, *))
    let places = try eq.constant("p", [windows.outputs, taps], .int32) {
      (0..<windows.outputs).flatMap { windows.seen(by: $0).map(Double.init) }
    }
    let seen = Term.apply(Gather(), [x(Reshape([windows.inputs, channels])), places])
    let ordered = isFirst ? seen(Permute([0, 2, 1])) : seen
    let w = try eq(
      "w", ordered(Reshape([windows.outputs, 1, taps * channels])), "what each place sees")
    let W = try eq.weight("kernel", as: "W", [windows.outputs, taps * channels, filters])
    return options.channels.back((w • W)(Reshape(windows.to + [filters])))
  }

  /// All of the input times one matrix, in which what no window sees is 0.
  private func allPlaces(
    _ input: Term, _ windows: LocalWindows, _ eq: Equations
  ) throws -> Term {
    let channels = options.channels.isFirst ? input.shape[0] : input.shape.width
    let matrix = LocalMatrix(windows, channels: channels, filters: filters, isFirst: isFirst)
    let shape: Shape = [windows.inputs * channels, windows.outputs * filters]
    let m = try eq.constant("m", shape, .bool) { matrix.mask }
    let own: Term
    if implementation == 2 {
      let lengths =
        isFirst
        ? [channels] + windows.from + [filters] + windows.to
        : windows.from + [channels] + windows.to + [filters]
      own = try eq.weight("kernel", as: "W", Shape(lengths))(Reshape(shape.dims))
    } else {
      let count = matrix.count
      let places = try eq.constant("p", shape, .int32) { matrix.places }
      let W = try eq.weight("kernel", as: "W", [count])
      own = Term.apply(Gather(), [W(Reshape([count, 1])), places])(Reshape(shape.dims))
    }
    let M = try eq("M", .select(m, own, 0), "what no window sees has no weight")
    let dims = windows.to + [filters]
    return (input(Reshape([shape[0]])) • M)(Reshape(isFirst ? [filters] + windows.to : dims))
  }
}
