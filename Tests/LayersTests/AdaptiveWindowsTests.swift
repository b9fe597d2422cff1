import Testing

@testable import Layers

/// The windows of a pooling into as many places as are asked for.
struct AdaptiveWindowsTests {
  @Test func theyAreWhatTheirFormulaSays() throws {
    for n in 1...9 {
      for m in 1...12 {
        let windows = try #require(AdaptiveWindows([n], to: [m]))
        let ranges = (0..<m).map { Array($0 * n / m..<(($0 + 1) * n + m - 1) / m) }
        #expect(Array(windows) == ranges, "\(n) to \(m)")
        #expect(windows.count == m)
        #expect(windows.longest == ranges.map(\.count).max())
        #expect(windows.isEven == (Set(ranges.map(\.count)).count == 1))
      }
    }
  }

  /// Row by row: each window of the first axis with each of the second.
  @Test func severalAxesAreCrossed() throws {
    let windows = try #require(AdaptiveWindows([3, 4], to: [2, 2]))
    #expect(
      Array(windows) == [
        [0, 1, 4, 5], [2, 3, 6, 7], [4, 5, 8, 9], [6, 7, 10, 11],
      ])
    #expect(windows.longest == 4 && windows.isEven)
  }

  /// A file may ask for any number: nothing is made of it before it is measured.
  @Test func asManyAsAFileAsksForAreCounted() throws {
    let many = try #require(AdaptiveWindows([7], to: [1 << 30]))
    #expect(many.count == 1 << 30 && many.longest == 2)
    #expect(AdaptiveWindows([7], to: [1 << 40]) == nil)
    #expect(AdaptiveWindows([1 << 30], to: [1 << 30]) == nil)
    #expect(AdaptiveWindows([7], to: [0]) == nil)
    #expect(AdaptiveWindows([0], to: [3]) == nil)
  }
}
