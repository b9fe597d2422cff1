/// `conv2d(x, W, strides=2, padding="same")` and its like.
extension Sliding {
  /// The settings of a call; `rank` spatial axes.
  init(_ options: Options, rank: Int) throws(Misfit) {
    self.init(
      rank: rank, strides: try Sliding.numbers("strides", options, rank) ?? [1],
      padding: try Sliding.padding(options),
      dilation: try Sliding.numbers("dilation", options, rank) ?? [1])
  }

  static func padding(_ options: Options) throws(Misfit) -> Padding {
    guard let word = try options.word("padding") else { return .valid }
    guard let padding = Padding(rawValue: word) else {
      let all = Padding.allCases.map(\.rawValue).joined(separator: ", ")
      throw Misfit("padding is one of \(all)")
    }
    return padding
  }

  /// One number for all axes, or one for each.
  static func numbers(
    _ name: String, _ options: Options, _ rank: Int
  ) throws(Misfit) -> [Int]? {
    guard let numbers = try options.integers(name) else { return nil }
    guard numbers.count == 1 || numbers.count == rank else {
      throw Misfit("\(name) is one number, or \(rank)")
    }
    return Sliding.spread(numbers, rank)
  }
}
