import Tensors

/// `conv2d(x, W, strides=2, padding="same")` and its like.
extension Sliding {
  /// The settings of a call; `rank` spatial axes.
  fileprivate init(_ options: Options, rank: Int) throws(Misfit) {
    self.init(
      rank: rank, strides: try Sliding.numbers("strides", options, rank) ?? [1],
      padding: try Sliding.padding(options),
      dilation: try Sliding.numbers("dilation", options, rank) ?? [1])
  }

  fileprivate static func padding(_ options: Options) throws(Misfit) -> Padding {
    guard let word = try options.word("padding") else { return .valid }
    guard let padding = Padding(rawValue: word) else {
      let all = Padding.allCases.map(\.rawValue).joined(separator: ", ")
      throw Misfit("padding is one of \(all)")
    }
    return padding
  }

  /// One number for all axes, or one for each.
  fileprivate static func numbers(
    _ name: String, _ options: Options, _ rank: Int
  ) throws(Misfit) -> [Int]? {
    guard let numbers = try options.integers(name) else { return nil }
    guard numbers.count == 1 || numbers.count == rank else {
      throw Misfit("\(name) is one number, or \(rank)")
    }
    return Sliding.spread(numbers, rank)
  }
}

extension Convolve: CalledOp {
  public static var calls: [Function] {
    (1...3).map { rank in
      .of(
        "conv\(rank)d", ["x", "W"], options: ["strides", "padding", "dilation", "groups"]
      ) { terms, options throws(Misfit) in
        let sliding = try Sliding(options, rank: rank)
        let groups = try options.integer("groups") ?? 1
        return .apply(Convolve(rank: rank, sliding, groups: groups), terms)
      }
    }
  }
}

extension ConvolveTranspose: CalledOp {
  public static var calls: [Function] {
    (1...3).map { rank in
      .of(
        "conv\(rank)d_transpose", ["x", "W"],
        options: ["strides", "padding", "dilation", "output_padding"]
      ) { terms, options throws(Misfit) in
        let sliding = try Sliding(options, rank: rank)
        let extra = try Sliding.numbers("output_padding", options, rank)
        return .apply(ConvolveTranspose(rank: rank, sliding, outputPadding: extra), terms)
      }
    }
  }
}

extension DepthwiseConvolve: CalledOp {
  public static var calls: [Function] {
    (1...3).map { rank in
      .of(
        "depthwise_conv\(rank)d", ["x", "D"], options: ["strides", "padding", "dilation"]
      ) { terms, options throws(Misfit) in
        .apply(DepthwiseConvolve(rank: rank, try Sliding(options, rank: rank)), terms)
      }
    }
  }
}

extension Heads: CalledOp {
  public static var calls: [Function] {
    [.of("heads", ["W"]) { terms, _ in .apply(Heads(), terms) }]
  }
}

extension Pad: CalledOp {
  /// `pad(x, ((1, 1), (0, 0)))`; one number pads every side alike.
  public static var calls: [Function] {
    [
      .of("pad", options: ["width"]) { terms, options throws(Misfit) in
        guard let width = try options.integers("width") else {
          throw Misfit("width is missing", hint: "a pair for each axis: pad(x, ((1, 1), (0, 0)))")
        }
        let rank = terms[0].shape.rank
        let all = width.count == 1 ? [Int](repeating: width[0], count: 2 * rank) : width
        guard all.count % 2 == 0 else {
          throw Misfit("padding is a pair for each axis, as in ((1, 1), (0, 0))")
        }
        let pairs = stride(from: 0, to: all.count, by: 2)
        return .apply(Pad(before: pairs.map { all[$0] }, after: pairs.map { all[$0 + 1] }), terms)
      }
    ]
  }
}

extension Pool: CalledOp {
  public static var calls: [Function] {
    Kind.allCases.flatMap { kind in
      (1...3).map { rank in
        .of(
          "\(kind.rawValue)_pool\(rank)d", options: ["size", "strides", "padding"]
        ) { terms, options throws(Misfit) in
          guard let size = try Sliding.numbers("size", options, rank) else {
            throw Misfit("size is missing", hint: "as in \(kind.rawValue)_pool\(rank)d(x, 2)")
          }
          let pool = Pool(
            kind, window: size, strides: try Sliding.numbers("strides", options, rank),
            padding: try Sliding.padding(options))
          return .apply(pool, terms)
        }
      }
    }
  }
}

extension Upsample: CalledOp {
  public static var calls: [Function] {
    [
      .of("upsample", options: ["size"]) { terms, options throws(Misfit) in
        guard let size = try options.integers("size") else {
          throw Misfit("size is missing", hint: "as in upsample(x, (2, 2))")
        }
        return .apply(Upsample(size), terms)
      }
    ]
  }
}
