import TestSupport
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct HistoryFileTests {
  private let directory = TemporaryDirectory()

  private func mode(_ path: String) -> UInt32 {
    var facts = stat()
    return stat(path, &facts) == 0 ? UInt32(facts.st_mode) & 0o777 : 0
  }

  @Test func linesSurviveAndStayPrivate() {
    let path = directory.path + "/state/kerastep/history"
    let file = HistoryFile(path: path)
    #expect(file.load() == [])
    for line in ["one", "größe", "größe", "one"] { file.append(line) }
    #expect(HistoryFile(path: path).load() == ["one", "größe", "one"])
    #expect(mode(path) == 0o600)
    #expect(mode(directory.path + "/state/kerastep") == 0o700)
  }

  @Test func programsAtTheSameTimeKeepEachOthersLines() {
    let path = directory.path + "/history"
    let (first, second) = (HistoryFile(path: path), HistoryFile(path: path))
    _ = (first.load(), second.load())
    first.append("from the first")
    second.append("from the second")
    first.append("more")
    #expect(second.load() == ["from the first", "from the second", "more"])
  }

  @Test func onlyTheNewestLinesAreKept() {
    let path = directory.path + "/history"
    let lines = (0...2 * HistoryFile.limit).map { "line \($0)" }
    directory.write(Array(lines.joined(separator: "\n").utf8), to: "history")
    let newest = Array(lines.suffix(HistoryFile.limit))
    #expect(HistoryFile(path: path).load() == newest)
    #expect(newest.count < lines.count)
    var facts = stat()
    #expect(stat(path, &facts) == 0)
    #expect(Int(facts.st_size) == newest.reduce(0) { $0 + $1.utf8.count + 1 })
  }

  @Test func aDamagedFileIsNoError() {
    directory.write([0x61, 0, 0xFF, 0x1B, 0x0A, 0x0A, 0x62], to: "history")
    #expect(
      HistoryFile(path: directory.path + "/history").load() == ["a\u{FFFD}\u{FFFD}\u{FFFD}", "b"])
  }

  /// Its lines are not known then, and what is typed is not kept; a moment later it is.
  @Test func aFileThatIsLockedIsNotWaitedFor() {
    let path = directory.path + "/history"
    let file = HistoryFile(path: path)
    #expect(file.append("one"))
    let other = open(path, O_RDWR)
    flock(other, LOCK_EX)
    let start = ContinuousClock.now
    #expect(file.load() == nil && !file.append("two"))
    #expect(ContinuousClock.now - start < .seconds(5))
    // A program that was started meanwhile may hold the file open.
    flock(other, LOCK_UN)
    close(other)
    #expect(file.append("three") && file.load() == ["one", "three"])
  }

  @Test func whatIsNoFileIsNoError() {
    let file = HistoryFile(path: directory.path)  // a directory
    file.append("lost")
    #expect(file.load() == [])
    let pipe = directory.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(HistoryFile(path: pipe).load() == [])
    HistoryFile(path: "/proc/nowhere/history").append("lost")
  }
}
