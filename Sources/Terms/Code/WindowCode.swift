/// How a window goes over an array (…places, channels), and what becomes of its numbers, in every
/// language.
package struct WindowCode: Sendable {
  package enum Kind: Sendable {
    /// Weighted sums with a kernel (…window, channels/groups, filters).
    case sum(groups: Int)
    /// Weighted sums of each channel by itself, kernel (…window, channels, depth).
    case depthwise
    /// Every number spread over a window of the result, kernel (…window, filters/groups, channels): the
    /// axes go over the result, their places are the operand's.
    case spread(groups: Int)
    /// The products of the windows with the second operand's numbers (…places, filters), summed up.
    case kernel(groups: Int)
    /// The first operand's numbers put where the greatest of the second's windows stand.
    case unpoolMax(from: Double)
    /// The first operand's numbers spread evenly over the second's windows.
    case unpoolMean
    /// The greatest, NaN passed over, from a number on that it must exceed.
    case max(from: Double)
    case mean
  }

  /// One axis of places.
  package struct Axis: Sendable {
    package let size, window, places, stride, dilation, before: Int

    /// Whether a window can reach beyond the edges.
    package var isPadded: Bool {
      before > 0 || (places - 1) * stride + (window - 1) * dilation >= size
    }
  }

  package let kind: Kind
  package let axes: [Axis]

  init(_ kind: Kind, _ axes: [Sliding.Axis]) {
    self.kind = kind
    self.axes = axes.map {
      Axis(
        size: $0.size, window: $0.window, places: $0.places, stride: $0.stride,
        dilation: $0.dilation, before: $0.before)
    }
  }

  // MARK: NumPy

  /// What NumPy's function is called.
  package var name: String {
    switch kind {
    case .sum: "convolve"
    case .depthwise: "convolve_depthwise"
    case .spread: "convolve_transposed"
    case .kernel: "convolve_kernel"
    case .unpoolMax: "max_unpool"
    case .unpoolMean: "mean_unpool"
    case .max: "max_pool"
    case .mean: "mean_pool"
    }
  }

  /// The call in NumPy: the function with how the window goes, as tuples.
  func numpy(_ operands: [Formula]) -> Formula {
    func tuple(_ name: String, _ number: (Axis) -> Int) -> String {
      let list = axes.map { "\(number($0))" }.joined(separator: ", ")
      return "\(name)=(\(list)\(axes.count == 1 ? "," : ""))"
    }
    var options: [String] = []
    switch kind {
    case .max(let start), .unpoolMax(let start):
      options.append(tuple("window", \.window))
      options.append("start=" + (start.isInfinite ? "-np.inf" : "real(\(start))"))
    case .mean, .unpoolMean: options.append(tuple("window", \.window))
    case .kernel(let groups):
      options.append(tuple("window", \.window))
      if groups > 1 { options.append("groups=\(groups)") }
    case .sum(let groups) where groups > 1: options.append("groups=\(groups)")
    case .spread(let groups):
      options.append(tuple("size", \.size))
      if groups > 1 { options.append("groups=\(groups)") }
    default: break
    }
    options += [tuple("places", \.places)]
    if axes.contains(where: { $0.stride != 1 }) { options.append(tuple("strides", \.stride)) }
    if axes.contains(where: { $0.dilation != 1 }) { options.append(tuple("dilation", \.dilation)) }
    if axes.contains(where: { $0.before != 0 }) { options.append(tuple("before", \.before)) }
    return .call(name, operands, options)
  }
}
