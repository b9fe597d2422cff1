import Tensors
import TestSupport
import Testing

@testable import Terms

/// A convolution of so many places that its patches are laid out in several stretches.
@Suite struct ConvolutionStretchTests {
  /// Is the convolutions of the upper and the lower half beneath each other.
  @Test(arguments: [(1, 8), (2, 16), (4, 32)])
  func itsHalvesAreIts(groups: Int, channels: Int) throws {
    var chance = Chance(seed: 5)
    let op = Convolve(rank: 2, Sliding(rank: 2), groups: groups)
    let (height, width, filters) = (82, 70, 16 * groups)
    let x = chance.tensor(Shape([height, width, channels]))
    let W = chance.tensor(Shape([3, 3, channels / groups, filters]))
    let whole = try op.apply(to: [x, W])
    let middle = height / 2
    let row = width * channels
    let upper = Tensor(
      Shape([middle + 1, width, channels]), .float32, Array(x.elements.prefix((middle + 1) * row)))
    let lower = Tensor(
      Shape([height - middle + 1, width, channels]), .float32,
      Array(x.elements.dropFirst((middle - 1) * row)))
    let halves = try op.apply(to: [upper, W]).elements + op.apply(to: [lower, W]).elements
    try #require(whole.count == halves.count)
    let places = whole.count / filters
    let inner = 9 * channels / groups
    #expect(places > 2 * MatrixProduct.stretch(k: inner, n: filters / groups, least: 1))
    let furthest = zip(whole.elements, halves).map { abs($0 - $1) }.max()
    #expect(try #require(furthest) <= 1e-4)
  }

  /// Rows that are laid out piece by piece begin where a tile of BLAS does, and are no small product.
  @Test(arguments: [(1, 1), (9, 32), (288, 64), (4608, 512), (1, 4096)])
  func aStretchIsNoSmallProduct(k: Int, n: Int) {
    for least in [0, 1, 1000, 1 << 16] {
      let rows = MatrixProduct.stretch(k: k, n: n, least: least)
      #expect(rows % 384 == 0 && rows > 0)
      #expect(rows * k * n > 1 << 20)
      #expect(rows <= MatrixProduct.stretch(k: k, n: n))
      #expect(rows >= min(least, MatrixProduct.stretch(k: k, n: n)))
    }
  }
}
