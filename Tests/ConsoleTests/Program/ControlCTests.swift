import TestSupport
import TestTraits
import Testing

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C inside one command that takes long: the prompt is back, and the session goes on.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ControlCTests {
  private let home = TemporaryDirectory()
  private let prompt = PseudoTerminal.prompt

  /// What takes long, the line before it, and the line.
  struct Work: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var before = "p 1"
    let line: String
  }

  static let works = [
    Work(
      testDescription: "a long convolution", before: "let a = ones((20000, 200))",
      line: "p sum(conv1d(a, ones((25, 200, 390))))"),
    Work(
      testDescription: "a large product", before: "let a = ones((3000, 3000))",
      line: "p sum(a @ a @ a @ a)"),
    Work(testDescription: "a large .npz", line: "feed ~/large.npz"),
    Work(testDescription: "flat JSON", line: "feed ~/flat.json"),
    Work(
      testDescription: "a long print", before: "let a = ones(8000000)", line: "p -a a"),
    Work(
      testDescription: "the bins of a plot", before: "let a = ones(8000000)", line: "plot hist a"),
  ]

  @Test(arguments: works)
  func thePromptIsBack(_ work: Work) throws {
    if work.line.contains("npz") { home.write(Self.archive(zeros: 60_000_000), to: "large.npz") }
    if work.line.contains("json") {
      let numbers = String(repeating: "0,", count: 2_000_000)
      home.write(Array("[\(numbers)0]".utf8), to: "flat.json")
    }
    let program = try PseudoTerminal.program(
      ["lstm"], home: home, environment: ["PAGER": "cat"])
    try type(work.before, in: program)
    // With bad luck the keys come before the work has begun, or after it.
    var stopped = false
    for _ in 0..<3 where !stopped {
      program.send(work.line + "\r")
      try program.expect("\u{1B}[?2004l")
      usleep(60_000)
      program.send("\u{3}")
      try program.expect("\u{1B}[?2004h")
      try program.expectScreen { $0.currentLine == prompt }
      stopped = program.screen.text.contains("interrupted")
    }
    #expect(stopped, "\(program.screen.text)")
    program.send("p 40 + 2\r")
    try program.expect("= 42")
    try program.expectScreen { $0.currentLine == prompt }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(program.isEchoing)
  }

  private func type(_ line: String, in program: PseudoTerminal) throws {
    program.send(line + "\r")
    try program.expect("\u{1B}[?2004l")
    try program.expect("\u{1B}[?2004h")
    try program.expectScreen { $0.currentLine == prompt }
  }

  // MARK: A large archive that is small

  /// An .npz of samples (n, 3, 2) of zero in float32, packed to a two-hundredth; its check sum is not right.
  private static func archive(zeros count: Int) -> [UInt8] {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(count / 24), 3, 2), }"
    let text = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    let npy = [0x93] + Array("NUMPY".utf8) + [1, 0] + number(text.utf8.count, 2) + Array(text.utf8)
    let packed = stored(npy) + zeros(count)
    let name = Array("x0.npy".utf8)
    // Version, flags, deflate, time, date, check sum, both sizes, the name's length, none besides.
    let about =
      number(20, 2) + number(0, 2) + number(8, 2) + number(0, 8) + number(packed.count, 4)
      + number(npy.count + count, 4) + number(name.count, 2) + number(0, 2)
    let local = number(0x0403_4B50, 4) + about + name + packed
    let central = number(0x0201_4B50, 4) + number(20, 2) + about + number(0, 14) + name
    return local + central + number(0x0605_4B50, 4) + number(0, 4) + number(1, 2) + number(1, 2)
      + number(central.count, 4) + number(local.count, 4) + number(0, 2)
  }

  /// Little-endian.
  private static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// A block of deflate that holds bytes as they are, not the last one.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    [0] + number(bytes.count, 2) + number(~bytes.count, 2) + bytes
  }

  /// The last block of deflate: a zero, then again and again the byte before, 258 times.
  private static func zeros(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var (buffer, used) = (0, 0)
    func put(_ bits: Int, _ length: Int) {
      buffer |= bits << used
      used += length
      while used >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: buffer))
        (buffer, used) = (buffer >> 8, used - 8)
      }
    }
    // Codes are written from their first bit on: 00110000 is a 0, 11000101 and 00000 are 258 of distance 1.
    put(0b011, 3)
    for _ in 0..<1 + (count - 1) % 258 { put(0b0000_1100, 8) }
    for _ in 0..<(count - 1) / 258 { put(0b0_0000_1010_0011, 13) }
    put(0, 7)
    put(0, 7)
    return bytes
  }
}
