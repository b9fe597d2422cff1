import Equations
import Tensors
import Terms

/// `y = max(w)` or `y = Σ w/n`: pooling into as many places as are asked for, whatever the input's; a window's w are the n
/// places that it covers.
struct AdaptivePooling: UnaryLayer {
  static let classNames = [
    "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D",
    "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D",
  ]
  private let kind: String
  private let lengths: [Int]
  private let channels: Channels
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    lengths = try config.lengths("output_size")
    channels = try config.channels()
  }

  var title: String { "\(kind)(\(WindowText.of(lengths)))" }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    let sizes = Array(x.shape.dims.dropLast())
    guard sizes.allSatisfy({ $0 > 0 }), let windows = AdaptiveWindows(sizes, to: lengths) else {
      throw eq.obstacle(
        "\(Shape(lengths)) places cannot be made of \(Shape(sizes))", "Feed larger samples.")
    }
    let (count, longest) = (windows.count, windows.longest)
    // A window with fewer places than others has its first one in the rest.
    let places = try eq.constant("p", [count, longest], .int32) {
      windows.flatMap { window in
        (0..<longest).map { Double($0 < window.count ? window[$0] : window[0]) }
      }
    }
    let rows = x(Reshape([sizes.reduce(1, *), x.shape.width]))
    let w = try eq("w", .apply(Gather(), [rows, places]), "the places of every window")
    let pooled = kind.contains("Max") ? w(Reduce(.max, axes: [1])) : try mean(w, windows, eq)
    return try channels.equation("y", pooled(Reshape(lengths + [x.shape.width])), eq)
  }

  private func mean(_ w: Term, _ windows: AdaptiveWindows, _ eq: Equations) throws -> Term {
    let (count, longest) = (windows.count, windows.longest)
    let n = try eq.constant("n", [count, 1], eq.dtype) { windows.map { Double($0.count) } }
    guard !windows.isEven else { return w(Reduce(.sum, axes: [1])) / n }
    let m = try eq.constant("m", [count, longest, 1], .bool) {
      windows.flatMap { window in (0..<longest).map { $0 < window.count ? 1.0 : 0 } }
    }
    return Term.select(m, w, 0)(Reduce(.sum, axes: [1])) / n
  }
}
