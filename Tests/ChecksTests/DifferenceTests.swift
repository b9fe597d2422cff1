import Checks
import Tensors
import Testing

@Suite("comparing with a reference")
struct DifferenceTests {
  private func vector(_ elements: Double...) -> Tensor {
    Tensor([elements.count], .float32, elements)
  }

  @Test("the largest absolute and relative difference")
  func largest() throws {
    let difference = try #require(
      Difference(vector(1.5, 100, 0), from: vector(1, 100.25, 0)))
    #expect(difference.absolute == 0.5)
    #expect(difference.relative == 0.5)
    #expect(difference.misses == 2)
    let worst = try #require(difference.worst)
    #expect(worst.index == [0] && worst.found == 1.5 && worst.expected == 1)
  }

  @Test("the tolerance is absolute and relative together")
  func tolerance() {
    let tolerance = Tolerance(absolute: 0.125, relative: 0.25)
    #expect(tolerance.accepts(1.375, 1))
    #expect(!tolerance.accepts(1.376, 1))
    #expect(tolerance.accepts(-0.625, -1))
    #expect(tolerance.accepts(0.125, 0))
  }

  @Test("NaN equals NaN and nothing else; an infinity equals itself")
  func special() throws {
    let tolerance = Tolerance()
    #expect(tolerance.accepts(.nan, .nan))
    #expect(!tolerance.accepts(.nan, 0))
    #expect(!tolerance.accepts(0, .nan))
    #expect(tolerance.accepts(.infinity, .infinity))
    #expect(!tolerance.accepts(-.infinity, .infinity))
    #expect(!tolerance.accepts(1e300, .infinity))
    let difference = try #require(Difference(vector(.nan, 1, .nan), from: vector(.nan, .nan, 2)))
    #expect(difference.misses == 2)
    #expect(difference.absolute == .infinity)
  }

  @Test("other shapes are not compared")
  func shapes() {
    #expect(Difference(vector(1, 2), from: Tensor([2, 1], .float32, [1, 2])) == nil)
  }
}
