import Tensors
import Testing

/// What is said of an array's numbers.
struct StatisticsTests {
  @Test func ofPlainNumbers() throws {
    let statistics = try Statistics(Tensor([4], .float32, [3, 0, -4, 0]))
    #expect(statistics.minimum == -4 && statistics.maximum == 3)
    #expect(statistics.mean == -0.25)
    #expect(statistics.norm == 5)
    #expect(statistics.deviation * statistics.deviation == 25.0 / 4 - 0.0625)
    #expect(statistics.zeros == 2)
  }

  @Test func whatIsNotFiniteIsCountedApart() throws {
    let statistics = try Statistics(Tensor([4], .float32, [.nan, .infinity, -.infinity, 2]))
    #expect(statistics.notNumbers == 1 && statistics.infinities == 2 && statistics.count == 4)
    #expect(statistics.minimum == 2 && statistics.mean == 2 && statistics.deviation == 0)
    #expect(try Statistics(Tensor([0], .float32, [])).minimum.isNaN)
  }

  @Test func saturatedIsCloseToABound() {
    let tensor = Tensor([5], .float32, [0.0009, 0.0011, 0.5, 0.9989, 1])
    let (low, high) = Statistics.saturated(tensor, 0...1)
    #expect(low == 1 && high == 1)
  }
}
