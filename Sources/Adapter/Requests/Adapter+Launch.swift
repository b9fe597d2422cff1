import Console
import Containers
import Debugging
import Tensors
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opening a model, and the beginning of the walk.
extension Adapter {
  func launch(_ arguments: Arguments) throws -> Answer {
    guard phase == .initialized else {
      throw RequestError(
        "launch was asked for already",
        hint: "restart with arguments opens another model, and so does open in the console.")
    }
    try open(try Launch(arguments))
    phase = .opened
    return Answer { [self] in
      link.event("initialized")
      tellSource("new")
    }
  }

  func attach(_: Arguments) throws -> Answer {
    throw RequestError(
      "there is nothing to attach to: kerastep opens a model itself",
      hint: #"Ask for "request": "launch" with a model."#)
  }

  /// Opens the model and feeds it; throws, and leaves everything as it was.
  private func open(_ launch: Launch) throws {
    let here = getcwd(nil, 0)
    defer { free(here) }
    if let folder = launch.folder, chdir(folder.expandingHome) != 0 {
      throw RequestError(
        "cwd \(folder.visible) cannot be entered: \(String(cString: strerror(errno)))")
    }
    let before = console.session
    do {
      let (_, text) = try sheet.keeping {
        let model = try Opener.open(
          launch.model.expandingHome, weights: launch.weights?.expandingHome)
        console.session = try console.settings.session(model)
        console.output.lines(console.summary(of: model))
        if let precision = launch.precision { try done("precision \(precision)") }
        if let input = launch.input { try done("feed \(input)") }
        if let target = launch.target { try done("target \(target)") }
      }
      link.event("output", ["category": .string("console"), "output": .string(text)])
    } catch {
      console.session = before
      if let here { chdir(here) }
      throw error
    }
    launched = launch
    halt = Halt(reason: "entry")
    follow(telling: phase >= .opened)
  }

  /// Does a line of the console; throws what it says where it fails.
  private func done(_ line: String) throws(RequestError) {
    let (status, text) = sheet.keeping { console.execute(line) }
    if case .failed = status { throw RequestError(text.trimmed) }
    console.output.lines(text.split(separator: "\n").map(String.init))
  }

  func configurationDone(_ arguments: Arguments) -> Answer {
    Answer { [self] in
      guard phase == .opened else { return }
      phase = .walking
      begin(arguments.request)
    }
  }

  /// Stops before the first equation, or goes on from there, as it was asked for.
  private func begin(_ request: Request) {
    guard let launched, console.session?.machine != nil else {
      return tellStopped(Halt(reason: "entry"))
    }
    if launched.runsThrough { return runThrough(request) }
    if launched.stopsOnEntry { return tellStopped(Halt(reason: "entry")) }
    perform(request, asked: "continue") { try $0.resume() }
  }

  /// Goes to the end past all stops, shows what has come out, and ends.
  private func runThrough(_ request: Request) {
    do {
      guard let machine = console.session?.machine else { return }
      let (isThere, _) = try link.working(on: work(request, isMotion: false)) {
        try machine.runToEnd()
      }
      if isThere { tellEnd() }
    } catch {
      tell(error)
    }
    terminateWalk()
  }

  func restart(_ arguments: Arguments) throws -> Answer {
    if let given = try arguments.object("arguments") {
      try open(try Launch(given))
    } else {
      try console.session?.machine?.restart()
    }
    return Answer { [self] in
      guard phase == .walking else { return }
      handles.forget()
      begin(arguments.request)
    }
  }

  // MARK: The end

  func terminate() -> Answer {
    Answer { [self] in terminateWalk() }
  }

  func disconnect() -> Answer {
    Answer { [self] in phase = .ended }
  }

  func cancel(_ arguments: Arguments) -> Answer {
    link.cancelWaiting(arguments.request)
    return .done
  }
}
