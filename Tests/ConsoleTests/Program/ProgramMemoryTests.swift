import Testing

/// What a started program takes is measured as its own, whatever the tests hold at the time.
struct ProgramMemoryTests {
  /// `dd` with a block of so many megabytes, again and again: long enough to be looked at.
  private func copying(megabytes: Int, times: Int) throws -> Program.Outcome {
    try Program.run(
      ["if=/dev/zero", "of=/dev/null", "bs=1048576x\(megabytes)", "count=\(times)"],
      program: "/bin/dd", watchesMemory: true)
  }

  @Test func aProgramsMemoryIsItsOwn() throws {
    let held = [UInt8](repeating: 1, count: 300 << 20)
    let small = try copying(megabytes: 1, times: 4000)
    let large = try copying(megabytes: 200, times: 8)
    #expect(small.code == 0 && large.code == 0)
    #expect((1 << 20..<100 << 20).contains(try #require(small.peakMemory)))
    #expect(try #require(large.peakMemory) > 200 << 20)
    #expect(held.count == 300 << 20)
  }
}
