import Debugging

/// Why the walk stands where it does, in the protocol's words.
struct Halt {
  var reason: String
  /// A few words for the person.
  var description: String?
  /// What there is to say of it.
  var text: String?
  /// The breakpoints that held, by kerastep's numbers.
  var hits: [Int] = []
  /// What is told of an exception: its name, and what it is.
  var exception: (id: String, text: String)?

  init(reason: String, description: String? = nil, text: String? = nil) {
    (self.reason, self.description, self.text) = (reason, description, text)
  }

  /// The end of a motion; `words` says why a breakpoint held.
  init(_ stop: Stop.Reason, asked: String, hits: [Hit], words: (Hit) -> String) {
    switch stop {
    case .arrived, .goal: self.init(reason: asked)
    case .end: self.init(reason: "end", description: "Paused at the end")
    case .start: self.init(reason: "start", description: "Paused at the start")
    case .interrupted: self.init(reason: "pause", description: "Paused on request")
    case .blocked(let obstacle):
      self.init(reason: "exception", description: "Cannot go on", text: "\(obstacle)")
      exception = ("not computed", "\(obstacle)")
    case .breakpoint:
      let texts = hits.map(words)
      self.init(reason: Halt.reason(of: hits), text: texts.joined(separator: "\n"))
      description = "Paused on \(reason)"
      self.hits = hits.map(\.breakpoint.number)
      for (hit, text) in zip(hits, texts) {
        guard case .condition(let what, _, _) = hit.breakpoint.kind else { continue }
        (exception, description) = ((what.rawValue, text), "Caught \(what.rawValue)")
        break
      }
    }
  }

  private static func reason(of hits: [Hit]) -> String {
    for hit in hits {
      switch hit.breakpoint.kind {
      case .place, .print: return "breakpoint"
      case .watch: return "data breakpoint"
      case .condition: continue
      }
    }
    return "exception"
  }
}
