import Containers
import TestSupport
import Testing

@testable import Adapter

/// Messages, cut out of what is sent.
struct WireTests {
  private static let message = Array(#"{"seq":1,"type":"request","command":"threads"}"#.utf8)

  private func pieces(_ text: String) -> [MessageReader.Piece] {
    var reader = MessageReader()
    return reader.take(Array(text.utf8))
  }

  @Test func messagesAreCutWhereverTheyAreBroken() {
    let bytes = Wire.framed("{}") + Wire.framed("{\"é\": 1}") + Wire.framed("")
    for cut in bytes.indices {
      var reader = MessageReader()
      let pieces = reader.take(Array(bytes[..<cut])) + reader.take(Array(bytes[cut...]))
      #expect(
        pieces == [.message(Array("{}".utf8)), .message(Array("{\"é\": 1}".utf8)), .message([])])
    }
  }

  @Test func headersMayBeWrittenInSeveralWays() {
    for header in [
      "content-length:2\n\n", "Content-Type: application/json\r\nContent-Length:   2\r\n\r\n",
      "\r\nContent-Length: 2\r\n\r\n",
    ] {
      #expect(pieces(header + "{}") == [.message(Array("{}".utf8))], "\(header)")
    }
  }

  @Test(arguments: [
    ("hello\n", WireError.noHeader("hello")), ("{\"seq\": 1}\n", .noHeader("{\"seq\": 1}")),
    ("Content-Type: x\r\n\r\n", .noLength),
    ("Content-Length: ten\r\n", .noNumber("Content-Length: ten")),
    ("Content-Length: -1\r\n", .noNumber("Content-Length: -1")),
    ("Content-Length: 99999999999999999999\r\n", .noNumber("Content-Length: 99999999999999999999")),
  ])
  func whatIsNoHeaderIsToldAndPassedOver(_ text: String, _ error: WireError) {
    let pieces = pieces(text + "Content-Length: 2\r\n\r\n{}")
    #expect(pieces == [.broken(error), .message(Array("{}".utf8))])
  }

  @Test func whatIsTooLongIsPassedOver() {
    let count = MessageReader.longest + 1
    var reader = MessageReader()
    #expect(
      reader.take(Array("Content-Length: \(count)\r\n\r\n".utf8)) == [.broken(.tooLong(count))])
    #expect(reader.take([UInt8](repeating: 0x7B, count: count - 1)) == [])
    #expect(reader.take(Array("{Content-Length: 2\r\n\r\n{}".utf8)) == [.message(Array("{}".utf8))])
  }

  @Test func aLineWithoutAnEndIsCut() {
    let long = String(repeating: "x", count: MessageReader.longestLine)
    #expect(pieces(long).count == 1)
    #expect(pieces(String(long.dropLast())) == [])
  }

  /// Whatever is sent, it ends, and a message behind it is still heard once lines are through.
  @Test(arguments: 0..<60)
  func noBytesEndTheConversation(_ seed: Int) throws {
    var chance = Chance(seed: UInt64(seed))
    let frame = Wire.framed(String(decoding: Self.message, as: UTF8.self))
    var bytes: [UInt8] = []
    for _ in 0..<8 {
      switch Int.random(in: 0..<4, using: &chance) {
      case 0: bytes += (0..<20).map { _ in UInt8.random(in: 0...255, using: &chance) }
      case 1:
        var damaged = frame
        damaged[Int.random(in: 0..<damaged.count, using: &chance)] = UInt8.random(
          in: 0...255, using: &chance)
        bytes += damaged
      case 2: bytes += frame.prefix(Int.random(in: 0..<frame.count, using: &chance))
      default: bytes += frame
      }
    }
    var whole = MessageReader()
    let once = whole.take(bytes)
    var parts = MessageReader()
    var split: [MessageReader.Piece] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...9, using: &chance)
      split += parts.take(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(once == split)
  }

  /// What is wrong with a message is told of the message; no file is damaged.
  @Test func whatIsNoJSONIsTold() throws {
    #expect(throws: Request.Broken.self) { try Request.read(Array("xxxxx".utf8)) }
    do {
      _ = try Request.read(Array("xxxxx".utf8))
    } catch {
      #expect(
        error.error.message
          == #"a message is no JSON: line 1, column 1: expected a value, found "x""#)
    }
  }

  /// Of what comes while a walk is under way, that counts which ends more, in whatever order it comes.
  @Test(arguments: [
    (["setBreakpoints"], Link.Wish.change), (["setBreakpoints", "pause"], .stop),
    (["pause", "setBreakpoints"], .stop), (["setBreakpoints", "disconnect"], .end),
    (["disconnect", "pause", "setBreakpoints"], .end), (["threads", "pause"], .stop),
  ])
  func theStrongestWishCounts(_ commands: [String], _ wish: Link.Wish) throws {
    // All at once, or one after the other, each seen before the next.
    for isAtOnce in [true, false] {
      let wire = Wire()
      let link = Link(wire, write: { wire.told($0) })
      var rest = commands.enumerated().map { index, command in
        Wire.framed(#"{"seq":\#(index + 2),"type":"request","command":"\#(command)"}"#)
      }
      if isAtOnce { rest = [Array(rest.joined())] }
      let request = Request(seq: 1, command: "continue", arguments: .null)
      let work = Link.Work(request: request, isMotion: true, threads: [:], progress: { nil })
      let (_, wished) = link.working(on: work) {
        while !rest.isEmpty {
          wire.send(rest.removeFirst())
          while !wire.isRead { _ = link.isInterrupted() }
        }
      }
      #expect(wished == wish, "\(commands)")
    }
  }
}
