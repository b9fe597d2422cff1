import Debugging

/// A frame that a client was shown.
struct FrameSeen {
  enum Part {
    /// The equation just computed.
    case equation(StackFrame)
    /// A layer call around it.
    case layer(StackFrame)
    case model
  }

  let part: Part
  let sample: Int
  /// Its number from the innermost layer call, as `up` counts.
  let offset: Int

  /// From where names are looked up.
  var frame: StackFrame {
    switch part {
    case .equation(let frame), .layer(let frame): frame
    case .model: .model
    }
  }
}

/// What the numbers stand for that a client was given: for as long as the walk stands, as the protocol has it.
///
/// A number is never given twice, so that one of an earlier stop is known as such.
struct Handles {
  private var last = 0
  private var frames: [Int: FrameSeen] = [:]
  private var contents: [Int: (contents: Contents, sample: Int)] = [:]
  private var ticks: [Int: Int] = [:]

  /// The walk goes on: nothing of it means anything any more.
  mutating func forget() { (frames, contents, ticks) = ([:], [:], [:]) }

  private mutating func next() -> Int {
    last = last == Int(Int32.max) ? 1 : last + 1
    return last
  }

  mutating func add(_ frame: FrameSeen) -> Int {
    let id = next()
    frames[id] = frame
    return id
  }

  mutating func add(_ contents: Contents, sample: Int) -> Int {
    let id = next()
    self.contents[id] = (contents, sample)
    return id
  }

  mutating func add(tick: Int) -> Int {
    let id = next()
    ticks[id] = tick
    return id
  }

  func tick(_ id: Int) -> Int? { ticks[id] }

  func frame(_ id: Int) throws(RequestError) -> FrameSeen {
    guard let frame = frames[id] else { throw missing("frame", id) }
    return frame
  }

  func contents(_ id: Int) throws(RequestError) -> (contents: Contents, sample: Int) {
    guard id != 0 else {
      throw RequestError(
        "variablesReference 0 is that of a single number, which holds no others",
        hint: Handles.settingByHand)
    }
    guard let found = contents[id] else { throw missing("variablesReference", id) }
    return found
  }

  /// What helps where an editor cannot set a number: dap-mode says of none in what it stands.
  static let settingByHand = "In the console, set var lstm.f[3] = 0.5 sets any number."

  private func missing(_ what: String, _ id: Int) -> RequestError {
    RequestError(
      1...max(last, 1) ~= id
        ? "\(what) \(id) is of an earlier stop" : "there is no \(what) \(id)",
      hint: "Ask for stackTrace and scopes again: numbers hold until the walk goes on.")
  }
}
