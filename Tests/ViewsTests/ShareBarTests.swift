import Testing

@testable import Views

/// Bars for parts of a sum, whose parts may be infinite.
@Suite struct ShareBarTests {
  @Test(arguments: [
    (0.5, "██"), (1, "████"), (7, "████"), (-1, ""), (.infinity, "████"), (.nan, ""),
    (.infinity / .infinity, ""),
  ])
  func bar(_ share: Double, _ expected: String) {
    #expect(ShareTable.bar(share, 4, isNegative: false) == expected)
  }
}
