import Containers

/// Why a request is not done: what is wrong, and what to do.
struct RequestError: Reported {
  let message: String
  let hint: String
  /// The protocol's own word for it, which clients know.
  let kind: String?

  init(_ message: String, hint: String = "", kind: String? = nil) {
    (self.message, self.hint, self.kind) = (message, hint, kind)
  }

  var exitCode: Int32 { ExitStatus.badUsage }
}
