import CKernels
import Tensors

/// How a window goes over an array (…places, channels): its steps, the distance of its elements,
/// and what it finds beyond the edges.
package struct Sliding: Sendable, Hashable {
  package enum Padding: String, Sendable, Hashable, CaseIterable {
    /// The window stays inside.
    case valid
    /// As many places as the input has, divided by the step; an odd one of padding is at the end.
    case same
    /// All padding is before the input: a place sees nothing of what comes after it.
    case causal
  }

  package let strides: [Int]
  package let dilation: [Int]
  package let padding: Padding

  /// One number for every axis where only one is given.
  package init(
    rank: Int, strides: [Int] = [1], padding: Padding = .valid, dilation: [Int] = [1]
  ) {
    self.strides = Sliding.spread(strides, rank)
    self.dilation = Sliding.spread(dilation, rank)
    self.padding = padding
  }

  /// The same number for every axis, where there is only one.
  static func spread(_ numbers: [Int], _ rank: Int) -> [Int] {
    numbers.count == 1 ? [Int](repeating: numbers[0], count: rank) : numbers
  }

  /// One axis worked out for a length.
  struct Axis {
    let size, window, places, stride, dilation, before: Int

    /// Where an element of the window falls in the input; nil in the padding.
    func input(_ place: Int, _ tap: Int) -> Int? {
      let index = place * stride + tap * dilation - before
      return (0..<size).contains(index) ? index : nil
    }
  }

  /// The largest length, step or distance.
  private static let longest = Int(Int32.max)

  /// The axes for an input's lengths and a window's.
  func axes(_ sizes: [Int], window: [Int]) throws(Misfit) -> [Axis] {
    guard window.count == sizes.count, strides.count == sizes.count, dilation.count == sizes.count
    else { throw Misfit("a window of \(window.count) axes cannot go over \(sizes.count)") }
    var axes: [Axis] = []
    for place in sizes.indices {
      axes.append(
        try axis(sizes[place], window[place], strides[place], dilation[place]))
    }
    return axes
  }

  private func axis(
    _ size: Int, _ window: Int, _ stride: Int, _ dilation: Int
  ) throws(Misfit) -> Axis {
    for (name, number) in [("window", window), ("stride", stride), ("dilation", dilation)] {
      guard (1...Sliding.longest).contains(number) else {
        throw Misfit("a \(name) of \(number)", hint: "it must be at least 1")
      }
    }
    guard size <= Sliding.longest else { throw Misfit("\(size) places are too many") }
    let reach = (window - 1) * dilation + 1
    let (places, before): (Int, Int)
    switch padding {
    case .valid:
      guard size >= reach else {
        throw Misfit(
          "a window over \(reach) places does not fit in \(size)",
          hint: "padding=\"same\" pads the input")
      }
      (places, before) = ((size - reach) / stride + 1, 0)
    case .same:
      places = size > 0 ? (size - 1) / stride + 1 : 0
      before = max((places - 1) * stride + reach - size, 0) / 2
    case .causal:
      (places, before) = (size > 0 ? (size - 1) / stride + 1 : 0, reach - 1)
    }
    return Axis(
      size: size, window: window, places: places, stride: stride, dilation: dilation,
      before: before)
  }

  /// The settings that differ from the usual ones, as typed.
  func options(usualStrides: [Int]? = nil) -> [String] {
    var result: [String] = []
    if strides != usualStrides ?? [Int](repeating: 1, count: strides.count) {
      result.append("strides=\(Sliding.text(strides))")
    }
    if padding != .valid { result.append("padding=\"\(padding.rawValue)\"") }
    if dilation.contains(where: { $0 != 1 }) {
      result.append("dilation=\(Sliding.text(dilation))")
    }
    return result
  }

  /// `2` where all are the same, `(2, 1)` otherwise.
  static func text(_ numbers: [Int]) -> String {
    guard let first = numbers.first, numbers.contains(where: { $0 != first }) else {
      return "\(numbers.first ?? 1)"
    }
    return "(\(numbers.map(String.init).joined(separator: ", ")))"
  }
}

/// What ops with windows share: samples (…places, channels) of one, two or three spatial axes.
extension Sliding {
  /// The lengths of a sample's spatial axes; throws where it has none, or more than three.
  static func places(_ shape: Shape, rank: Int? = nil) throws(Misfit) -> [Int] {
    let found = shape.rank - 1
    guard (1...3).contains(found), rank == nil || found == rank else {
      let wanted = rank.map { "\($0)" } ?? "1 to 3"
      throw Misfit(
        "\(shape) has not \(wanted) spatial axes and channels behind them",
        hint: "one sample, without the batch axis")
    }
    return Array(shape.dims.dropLast())
  }

  /// The shape of what a window gives; throws where it is too large to speak of.
  static func shape(_ places: [Int], _ channels: Int) throws(Misfit) -> Shape {
    let shape = Shape(places + [channels])
    guard shape.checkedCount != nil else { throw Misfit("\(shape) is too large") }
    return shape
  }

  /// Where the elements of a window at a place lie: for each that is inside of the input, its
  /// place in the window and in the input, both in row-major order.
  static func inside(_ axes: [Axis], at place: [Int]) -> [(tap: Int, point: Int)] {
    var result = [(tap: 0, point: 0)]
    for (axis, index) in zip(axes, place) {
      // No further than the input reaches, however large the window is.
      let start = index * axis.stride - axis.before
      let first = start < 0 ? (-start + axis.dilation - 1) / axis.dilation : 0
      let end = start < axis.size ? (axis.size - start - 1) / axis.dilation + 1 : 0
      let taps = first..<max(first, min(end, axis.window))
      result = result.flatMap { known in
        taps.compactMap { tap in
          axis.input(index, tap).map {
            (known.tap &* axis.window &+ tap, known.point * axis.size + $0)
          }
        }
      }
    }
    return result
  }
}

extension ks_window {
  /// The axes as the kernels take them: those that are not there come first, with length 1.
  init(_ axes: [Sliding.Axis]) {
    let one = Sliding.Axis(size: 1, window: 1, places: 1, stride: 1, dilation: 1, before: 0)
    let all = [Sliding.Axis](repeating: one, count: max(0, 3 - axes.count)) + axes
    func three(_ number: (Sliding.Axis) -> Int) -> (Int, Int, Int) {
      (number(all[0]), number(all[1]), number(all[2]))
    }
    self.init(
      size: three(\.size), window: three(\.window), places: three(\.places),
      stride: three(\.stride), dilation: three(\.dilation), before: three(\.before))
  }
}
