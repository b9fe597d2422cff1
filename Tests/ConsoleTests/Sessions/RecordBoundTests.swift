import Testing

@testable import Console

/// What is kept of a session is bounded, and the newest lines stay.
struct RecordBoundTests {
  /// A long array has more lines than are kept; they are left out all at once.
  @Test func theOldestLinesGoFirst() {
    let record = Record()
    let line = String(repeating: "0", count: 63)
    for _ in 0..<4 { record.add(lines: [String](repeating: line, count: 100_000)) }
    record.add(command: "step")
    #expect(record.lines.first == "# earlier lines are left out")
    #expect(record.lines.filter { $0.hasPrefix("#") }.count == 1)
    #expect(record.lines.last == "(kerastep) step")
    #expect(record.lines.count < 8 << 20 / 64)
  }
}
