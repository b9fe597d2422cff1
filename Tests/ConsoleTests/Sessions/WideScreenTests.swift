import TestSupport
import Testing

@testable import Console

/// A wide screen shows the numbers of a small model as a page of 80 columns does, on which lessons speak of them.
struct WideScreenTests {
  /// What the steps of a walk show of numbers.
  private func numbers(_ commands: [String], width: Int) -> [String] {
    let (console, shown) = Console.imitation(width: width)
    for command in commands { console.execute(command) }
    return shown.text.split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("  ") && $0.contains("[")
    }
  }

  @Test(arguments: [
    ["open xor", "feed [0, 1]"], ["open books", "feed [0, 1]"],
    ["open two-two-two", "samples", "target"], ["open xor-untrained", "samples", "target"],
  ])
  func numbersStandAsOnAPage(opening: [String]) {
    let walk = opening + Array(repeating: "step", count: 60)
    let page = numbers(walk, width: 80)
    #expect(page.count > 8)
    for width in [100, 120, 200] { #expect(numbers(walk, width: width) == page) }
  }
}
