import Containers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A client of `kerastep dap`, as an editor is one.
final class Editor {
  private let folder: TemporaryFolder
  private let child: ChildProcess
  private let (input, output): (Int32, Int32)
  private var buffer: [UInt8] = []
  private var seq = 0

  /// Starts the program and opens a model; the walk stands at its beginning.
  init(_ model: String, feed: String) throws {
    try BuiltProgram.check()
    folder = try TemporaryFolder()
    let (requests, answers) = (folder.file("requests"), folder.file("answers"))
    guard mkfifo(requests, 0o600) == 0, mkfifo(answers, 0o600) == 0 else {
      throw BenchError("pipes cannot be made")
    }
    // Open for both, as the program's ends are, so that nobody waits for the other.
    (input, output) = (open(requests, O_RDWR | O_CLOEXEC), open(answers, O_RDWR | O_CLOEXEC))
    child = try ChildProcess(
      [BuiltProgram.path, "dap"], input: requests, output: answers,
      environment: ["XDG_CACHE_HOME": "/dev/null"])
    try ask("initialize", ["adapterID": .string("kerastep")])
    try ask("launch", ["model": .string(model), "input": .string(feed)])
    try walk("configurationDone")
  }

  deinit {
    child.end()
    close(input)
    close(output)
  }

  /// Asks for a motion, and waits until the walk has stopped.
  func walk(_ command: String) throws {
    try ask(command, ["threadId": .int(1)])
    while try next()["event"] != .string("stopped") {}
  }

  /// Asks what an editor shows at a stop: the stack, and the values of the innermost frame that cost little.
  func look() throws {
    let stack = try ask("stackTrace", ["threadId": .int(1)])
    let scopes = try ask("scopes", ["frameId": stack["stackFrames"]?[0]?["id"] ?? .null])
    for scope in scopes["scopes"]?.arrayValue ?? [] where scope["expensive"] == .bool(false) {
      try ask("variables", ["variablesReference": scope["variablesReference"] ?? .null])
    }
  }

  /// Asks, and gives the body of the answer.
  @discardableResult
  private func ask(_ command: String, _ arguments: JSONObject) throws -> JSON {
    seq += 1
    let text = JSON.object([
      "seq": .int(seq), "type": .string("request"), "command": .string(command),
      "arguments": .object(arguments),
    ]).text
    let bytes = Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
    guard write(input, bytes, bytes.count) == bytes.count else {
      throw BenchError("the program takes no requests")
    }
    while true {
      let message = try next()
      guard message["request_seq"] == .int(seq) else { continue }
      guard message["success"] == .bool(true) else { throw BenchError(message.text) }
      return message["body"] ?? .null
    }
  }

  /// The next message; waits for it.
  private func next() throws -> JSON {
    var new = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let message = try cut() { return message }
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 60_000) > 0 else { throw BenchError("no answer within a minute") }
      let count = read(output, &new, new.count)
      guard count > 0 else { throw BenchError("the program has ended") }
      buffer += new[..<count]
    }
  }

  private func cut() throws -> JSON? {
    guard let end = buffer.prefix(64).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let digits = String(decoding: buffer[..<end], as: UTF8.self).filter(\.isNumber)
    guard let count = Int(digits) else { throw BenchError("an answer has no length") }
    // Behind the line of the length comes an empty one.
    let start = end + 3
    guard buffer.count >= start + count else { return nil }
    defer { buffer.removeFirst(start + count) }
    return try JSON(parsing: Bytes(Array(buffer[start..<start + count])), file: "answer")
  }
}
