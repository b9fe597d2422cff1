import TestSupport
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ScriptReaderTests {
  /// All lines until the end, or the failure.
  private func lines(_ reader: ScriptReader) -> [ReadResult] {
    var results: [ReadResult] = []
    while true {
      let result = reader.readLine(prompt: "never shown")
      if result == .endOfInput { return results }
      results.append(result)
    }
  }

  private func lines(
    _ bytes: [UInt8], longestLine: Int = ScriptReader.longestLine
  ) throws -> [ReadResult] {
    let directory = TemporaryDirectory()
    directory.write(bytes, to: "script")
    let path = directory.path + "/script"
    return lines(try ScriptReader(path: path, longestLine: longestLine))
  }

  @Test(arguments: [
    ("", []),
    ("one", ["one"]),
    ("one\ntwo\n", ["one", "two"]),
    ("one\r\ntwo\r\n\r\nthree", ["one", "two", "", "three"]),
    ("\u{FEFF}one\n\u{FEFF}", ["one", "\u{FEFF}"]),
    ("größe 日本", ["größe 日本"]),
  ])
  func textAndFileGiveTheSameLines(text: String, expected: [String]) throws {
    let results = expected.map(ReadResult.line)
    #expect(lines(ScriptReader(text: text, name: "text")) == results)
    #expect(try lines(Array(text.utf8)) == results)
  }

  /// A model or an array given by mistake is told as such, and nothing of it is read.
  @Test func aFileWithNULIsNoScript() throws {
    #expect(lines(ScriptReader(text: "a\0b", name: "text")) == [.line("a\u{FFFD}b")])
    #expect { try lines(Array("PK\u{3}\u{4}\0\0".utf8)) } throws: { error in
      if case ReadError.isNoText = error { true } else { false }
    }
  }

  @Test func brokenUTF8IsRepaired() throws {
    #expect(try lines([0x61, 0xFF, 0x62, 0x0A, 0xC3]) == [.line("a\u{FFFD}b"), .line("\u{FFFD}")])
  }

  @Test func theLineNumberIsKnown() {
    let reader = ScriptReader(text: "a\n\nb", name: "xor.kst")
    for number in 1...3 {
      _ = reader.readLine(prompt: "")
      #expect(reader.place?.description == "xor.kst:\(number)")
    }
  }

  @Test func aLineTooLongIsAnErrorAndTheNextOneIsRead() throws {
    let limit = 1 << 18
    let long = [UInt8](repeating: 0x61, count: limit + 1)
    let kept = String(repeating: "a", count: limit)
    #expect(try lines(Array(kept.utf8) + [0x0A], longestLine: limit) == [.line(kept)])
    let results = try lines(long + [0x0A] + Array("next".utf8), longestLine: limit)
    #expect(results.count == 2)
    guard case .failed(.lineTooLong(_, 1, limit)) = results[0] else {
      Issue.record("\(results[0])")
      return
    }
    #expect(results[1] == .line("next"))
  }

  @Test func whatIsNoScriptIsRefused() {
    #expect(throws: ReadError.cannotOpen(path: "/no/such/script", code: ENOENT)) {
      try ScriptReader(path: "/no/such/script")
    }
    #expect(throws: ReadError.isDirectory(path: "/tmp")) { try ScriptReader(path: "/tmp") }
  }

  @Test func aPipeIsReadAsItComes() {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    let reader = ScriptReader(descriptor: ends[0], name: "pipe")
    Terminal.write("one\ntw", to: ends[1])
    #expect(reader.readLine(prompt: "") == .line("one"))
    Terminal.write("o", to: ends[1])
    close(ends[1])
    #expect(reader.readLine(prompt: "") == .line("two"))
    #expect(reader.readLine(prompt: "") == .endOfInput)
    close(ends[0])
  }
}
