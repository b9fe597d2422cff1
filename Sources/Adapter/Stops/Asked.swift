import Debugging
import Tensors
import Terminal

/// A stop as a client asked for it, in its own words.
struct Asked: Hashable {
  enum Subject: Hashable {
    /// A line of the listing.
    case line(Int)
    /// A place, as `break` takes it.
    case place(String)
    case watch(String)
    case caught(String)
  }

  let subject: Subject
  var condition: String?
  /// From how manieth time on.
  var hits: String?
  /// What is written there in place of a stop.
  var message: String?
  /// Of a watch, what shall be done to its value: `write`, or another word of the protocol's.
  var access: String?

  init(_ subject: Subject, _ arguments: Arguments) throws(RequestError) {
    self.subject = subject
    condition = try arguments.text("condition")
    hits = try arguments.text("hitCondition")
    message = try arguments.text("logMessage")
  }

  init(caught name: String) { subject = .caught(name) }

  /// How many times it is passed over, and whether it stops once and no more: `3` and `>= 3` stop from the third time
  /// on, `> 3` from the fourth, `== 3` the third time alone. Kate runs to the cursor by `<= 1`.
  func passes() throws(RequestError) -> (ignored: Int, isOnce: Bool) {
    guard let hits else { return (0, false) }
    let digits = hits.drop { "<>= ".contains($0) }
    let sign = hits.dropLast(digits.count).filter { $0 != " " }
    if let count = Int(digits), count >= (sign == ">" ? 0 : 1), count < 1 << 48 {
      switch sign {
      case "", ">=": return (count - 1, false)
      case ">": return (count, false)
      case "==": return (count - 1, true)
      case "<=" where count == 1: return (0, true)
      default: break
      }
    }
    throw RequestError(
      "\(hits.debugDescription) is no hit condition",
      hint:
        "3 or >= 3 stops from the third time on, > 3 from the fourth, == 3 the third time alone.")
  }

  /// What it is to the debugger; of a line, `word` names the equation there.
  func kind(_ word: String?) throws -> Breakpoint.Kind {
    switch subject {
    case .line, .place:
      let place: String
      if case .place(let given) = subject { place = given } else { place = word ?? "" }
      guard let message else { return .place(place) }
      let (format, expressions) = try LogMessage(message).format()
      return .print(place, format, expressions)
    case .watch(let text):
      guard access == nil || access == "write" else {
        throw RequestError(
          "\(text.visible) cannot be watched for \((access ?? "").visible)",
          hint: "A watch stops where a value is written and becomes another: write.")
      }
      return .watch(text, by: nil)
    case .caught(let name):
      guard let what = Catch(rawValue: name) else {
        throw RequestError(
          "there is no exception filter \(name.visible)",
          hint: "There are \(Catch.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      if spared == "" {
        throw RequestError("except needs a layer", hint: "except dense stops everywhere but there.")
      }
      return .condition(what, except: spared)
    }
  }

  /// The place that is left out, of `except dense`.
  private var spared: String? {
    guard let condition, condition.firstWord.word == "except" else { return nil }
    return condition.firstWord.rest
  }

  /// What must be true.
  var expression: String? { spared == nil ? condition : nil }
}

extension Arguments {
  /// A text without what is blank around it; nil of an empty one.
  func text(_ name: String) throws(RequestError) -> String? {
    try string(name).flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
  }
}
