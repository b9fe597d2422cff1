import Containers
import Terminal
import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A client of the built program on pipes, which knows the protocol and nothing of kerastep.
///
/// `make test` says where the program is, in KERASTEP_BIN.
final class ProgramClient {
  static var path: String? { Terminal.environment("KERASTEP_BIN") }

  let home = TemporaryDirectory()
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var seq = 0
  /// Events, in their order, until they are taken.
  private(set) var events: [JSON] = []

  init(_ arguments: [String] = ["dap"], locale: String = "C.UTF-8") throws {
    let (inName, outName) = ("\(home.path)/in", "\(home.path)/out")
    guard mkfifo(inName, 0o600) == 0, mkfifo(outName, 0o600) == 0 else {
      throw Talk.Missing(what: "pipes")
    }
    let script = #"cd "$1" && d="$0" && shift && exec "$@" <"$d/in" >"$d/out" 2>"$d/err""#
    let words =
      ["/bin/sh", "-c", script, home.path, Repository.path, ProgramClient.path ?? "?"] + arguments
    let variables = [
      "PATH=/usr/bin:/bin", "HOME=\(home.path)", "LANG=\(locale)", "LC_ALL=\(locale)",
    ]
    let texts = [words, variables].map { $0.map { strdup($0) } + [nil] }
    defer { for text in texts.joined() { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", nil, nil, texts[0], texts[1]) == 0 else {
      throw Talk.Missing(what: "the program")
    }
    self.process = process
    input = open(inName, O_WRONLY | O_CLOEXEC)
    output = open(outName, O_RDONLY | O_CLOEXEC)
  }

  deinit {
    close(output)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Asks without waiting for the answer; gives the number of the request.
  @discardableResult
  func begin(_ command: String, _ arguments: JSONObject = [:]) -> Int {
    seq += 1
    send(
      Wire.framed(
        JSON.object([
          "seq": .int(seq), "type": .string("request"), "command": .string(command),
          "arguments": .object(arguments),
        ]).text))
    return seq
  }

  /// Asks and waits for the answer.
  @discardableResult
  func ask(_ command: String, _ arguments: JSONObject = [:]) throws -> JSON {
    try answer(to: begin(command, arguments))
  }

  func answer(to seq: Int) throws -> JSON {
    while true {
      let message = try next()
      if message["request_seq"] == .int(seq) { return message }
      if message["type"] == .string("event") { events.append(message) }
    }
  }

  /// Waits for an event, and gives its body; those before it are forgotten.
  func event(_ name: String) throws -> JSON {
    while true {
      while !events.isEmpty {
        let first = events.removeFirst()
        if first["event"] == .string(name) { return first["body"] ?? .null }
      }
      let message = try next()
      if message["type"] == .string("event") { events.append(message) }
    }
  }

  /// The next message; waits for it.
  func next(seconds: Double = 60) throws -> JSON {
    let deadline = ContinuousClock.now + Duration.seconds(seconds).granted
    while true {
      if let message = try cut() {
        try Schema.check(message)
        return message
      }
      guard ContinuousClock.now < deadline else { throw Talk.Missing(what: "a message in time") }
      var waited = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&waited, 1, 100) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &bytes, bytes.count)
      guard count > 0 else {
        throw Talk.Missing(what: "a message: the program has ended: \(home.text("err"))")
      }
      buffer += bytes.prefix(count)
    }
  }

  private func cut() throws -> JSON? {
    let head = String(decoding: buffer.prefix(64), as: UTF8.self)
    guard let end = head.firstRange(of: "\r\n\r\n") else { return nil }
    guard head.hasPrefix("Content-Length: "),
      let count = Int(head[head.index(head.startIndex, offsetBy: 16)..<end.lowerBound])
    else { throw Talk.Missing(what: "a header: \(head)") }
    let start = head[..<end.upperBound].utf8.count
    guard buffer.count >= start + count else { return nil }
    defer { buffer.removeFirst(start + count) }
    return try JSON(parsing: Bytes(Array(buffer[start..<start + count])), file: "message")
  }

  /// Closes what it reads from, and gives the code that it ends with.
  func end() -> Int32 {
    close(input)
    var status: Int32 = 0
    let deadline = ContinuousClock.now + Duration.seconds(60).granted
    while waitpid(process, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < deadline else { return -1 }
      usleep(1000)
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// A walk that stands at its beginning.
  func begin(_ model: String, input: String, more: JSONObject = [:]) throws {
    try ask(
      "initialize", ["adapterID": .string("kerastep"), "supportsProgressReporting": .bool(true)])
    let launch = try ask(
      "launch",
      JSONObject(
        [("model", .string(model)), ("input", .string(input))] + more.map { ($0.key, $0.value) }))
    guard launch["success"] == .bool(true) else { throw Talk.Missing(what: launch.text) }
    try ask("configurationDone")
    _ = try event("stopped")
  }
}
