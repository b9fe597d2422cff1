import Tensors
import TestSupport
import Testing

@testable import Terms

/// Windows by hand: small enough to be worked out on paper.
struct WindowTests {
  private let names = Values([
    "x": Tensor([4, 1], .float32, [1, 2, 3, 4]),
    "W": Tensor([2, 1, 1], .float32, [10, 1]),
    "p": Tensor([2, 2, 1], .float32, [1, 2, 3, 4]),
    "D": Tensor([1, 2, 2], .float32, [1, 2, 3, 4]),
    "c": Tensor([2, 2], .float32, [1, 10, 2, 20]),
  ])

  @Test(arguments: [
    ("conv1d(x, W)", [12, 23, 34], [3, 1]),
    ("conv1d(x, W, 2)", [12, 34], [2, 1]),
    ("conv1d(x, W, padding=\"same\")", [12, 23, 34, 40], [4, 1]),
    ("conv1d(x, W, padding='causal')", [1, 12, 23, 34], [4, 1]),
    ("conv1d(x, W, padding=same, dilation=2)", [2, 13, 24, 30], [4, 1]),
    ("conv1d(x, W, strides=3, padding=\"same\")", [12, 40], [2, 1]),
    ("conv1d_transpose(x, W, strides=2)", [10, 1, 20, 2, 30, 3, 40, 4], [8, 1]),
    ("conv1d_transpose(x, W)", [10, 21, 32, 43, 4], [5, 1]),
    ("depthwise_conv1d(c, D)", [1, 2, 30, 40, 2, 4, 60, 80], [2, 4]),
    ("max_pool1d(x, 2)", [2, 4], [2, 1]),
    ("max_pool1d(x, 3, 2, same)", [3, 4], [2, 1]),
    ("avg_pool1d(x, 3, strides=2, padding=\"same\")", [2, 3.5], [2, 1]),
    ("avg_pool2d(p, 2)", [2.5], [1, 1, 1]),
    ("pad(x, ((1, 0), (0, 0)))", [0, 1, 2, 3, 4], [5, 1]),
    ("upsample(p, (1, 2))", [1, 1, 2, 2, 3, 3, 4, 4], [2, 4, 1]),
    ("heads(c)", [1, 10, 2, 20], [2, 1, 2]),
  ])
  func byHand(source: String, elements: [Double], dims: [Int]) throws {
    let found = try value(source, names)
    #expect(found.shape == Shape(dims))
    #expect(found.elements == elements)
  }

  /// The greatest number of a window passes over NaN; where nothing is greater than the lowest
  /// number of the format, that is the result, and no element decides.
  @Test func theGreatestPassesOverNaN() throws {
    let op = Pool(.max, window: [2], padding: .valid)
    let numbers: [Double] = [.nan, 2, 1, .nan, .nan, .nan, -.infinity, .nan, .infinity, 0]
    for (dtype, lowest) in [
      (DType.float32, -Double(Float.greatestFiniteMagnitude)),
      (.float64, -Double.greatestFiniteMagnitude), (.float16, -65_504),
    ] {
      let x = Tensor([10, 1], dtype, numbers)
      let y = try op.apply(to: [x])
      #expect(y.elements == [2, 1, lowest, lowest, .infinity])
      let elements = Elements(
        [TensorType(x.shape, dtype)], TensorType(y.shape, dtype)
      ) { x.elements[$0.element] }
      for (element, right) in [1, 0, nil, nil, 0].enumerated() {
        guard case .choice(_, let decisive) = try op.derivation(of: element, from: elements) else {
          Issue.record("no choice")
          continue
        }
        #expect(decisive == right, "\(dtype) \(element)")
      }
    }
    let mean = Pool(.avg, window: [2], padding: .valid)
    let means = try mean.apply(to: [Tensor([4, 1], .float32, [.nan, 1, 2, 4])]).elements
    #expect(means[0].isNaN && means[1] == 3)
  }

  /// What cannot be is refused with a reason, whatever numbers are typed.
  @Test(arguments: [
    ("conv1d(x, W, strides=0)", "a stride of 0"),
    ("conv1d(x, W, dilation=-1)", "a dilation of -1"),
    ("conv1d(x, W, dilation=9)", "a window over 10 places does not fit in 4"),
    ("conv1d(x, W, groups=3)", "do not fall into 3 groups"),
    ("conv1d(c, W)", "2 ≠ 1"),
    ("conv2d(x, W)", "(4, 1) has not 2 spatial axes"),
    ("conv1d(x, W, padding=some)", "padding is one of valid, same, causal"),
    ("conv1d(x, W, padding=3)", "padding is a word"),
    ("conv1d_transpose(x, W, padding=causal)", "has no transposed form"),
    ("conv1d(x, W, strides=(1, 2))", "strides is one number, or 1"),
    ("max_pool1d(x, 9007199254740992)", "a window of 9007199254740992"),
    ("max_pool1d(x)", "size is missing"),
    ("pad(x, 9007199254740992)", "padding is a length"),
    ("upsample(x, 4000000000)", "a factor is a whole number"),
    ("upsample(x, 2000000000)", "too large"),
    ("heads(x[0])", "has no axis of heads"),
  ])
  func refused(source: String, reason: String) throws {
    do {
      _ = try value(source, names)
      Issue.record("\(source) was not refused")
    } catch {
      #expect("\(error)".contains(reason), "\(error)")
    }
  }

  /// A convolution in groups is one for each group; in as many groups as channels a depthwise one.
  @Test func groupsAreConvolutionsByThemselves() throws {
    var chance = Chance(seed: 3)
    let (x, W) = (chance.tensor([7, 6, 4]), chance.tensor([3, 2, 2, 6]))
    let sliding = Sliding(rank: 2, strides: [2, 1], padding: .same)
    let whole = try Convolve(rank: 2, sliding, groups: 2).apply(to: [x, W])
    for group in 0..<2 {
      let channels = Slice([.all, .all, .range(2 * group, 2 * group + 2, step: nil)])
      let filters = Slice([.all, .all, .all, .range(3 * group, 3 * group + 3, step: nil)])
      let own = try Convolve(rank: 2, sliding).apply(
        to: [try channels.apply(to: [x]), try filters.apply(to: [W])])
      let part = try Slice([.all, .all, .range(3 * group, 3 * group + 3, step: nil)])
        .apply(to: [whole])
      #expect(own.elements == part.elements)
    }
    let D = chance.tensor([3, 3, 4, 2])
    let alone = try DepthwiseConvolve(rank: 2, sliding).apply(to: [x, D])
    let same = try Convolve(rank: 2, sliding, groups: 4)
      .apply(to: [x, try Reshape([3, 3, 1, 8]).apply(to: [D])])
    for (a, b) in zip(alone.elements, same.elements) { #expect(abs(a - b) < 1e-5) }
  }

  /// Long inputs go through the kernel in stretches; a sample gets the same numbers anywhere.
  @Test func stretchesJoin() throws {
    var chance = Chance(seed: 4)
    let (x, W) = (chance.tensor([40_000, 8]), chance.tensor([9, 8, 2]))
    let convolve = Convolve(rank: 1, Sliding(rank: 1, padding: .same))
    let whole = try convolve.apply(to: [x, W])
    let place = 14_563
    let near = try Slice([.range(place - 4, place + 5, step: nil)]).apply(to: [x])
    let one = try Convolve(rank: 1, Sliding(rank: 1)).apply(to: [near, W])
    for filter in 0..<2 {
      #expect(abs(one.elements[filter] - whole.elements[place * 2 + filter]) < 1e-4)
    }
  }
}
