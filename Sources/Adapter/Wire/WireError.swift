import Containers
import Terminal

/// Why what a client has sent is no message.
enum WireError: Reported, Equatable {
  /// A line that is no field of a header.
  case noHeader(String)
  case noLength
  case noNumber(String)
  case tooLong(Int)
  case noJSON(String)
  /// JSON that is no request, and what is missing in it.
  case noRequest(String)

  var exitCode: Int32 { ExitStatus.badUsage }

  var message: String {
    switch self {
    case .noHeader(let line): "\(line.visible.short()) is no line of a header"
    case .noLength: "a header ended without Content-Length"
    case .noNumber(let line): "\(line.visible.short()) gives no number of bytes"
    case .tooLong(let count):
      "a message of \(count) bytes is too long: \(MessageReader.longest) at most"
    case .noJSON(let why): "a message is no JSON: \(why)"
    case .noRequest(let why): "a message is no request: \(why)"
    }
  }

  var hint: String {
    switch self {
    case .noHeader, .noLength, .noNumber:
      "Every message begins with Content-Length: BYTES and an empty line; JSON of so many bytes follows."
    case .tooLong, .noJSON: ""
    case .noRequest:
      #"A request is {"seq": 1, "type": "request", "command": "initialize", "arguments": {…}}."#
    }
  }
}
