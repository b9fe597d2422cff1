import Console
import Containers
import Debugging
import Models
import Views

/// What a client is told of by itself: stops, and what has changed.
extension Adapter {
  /// How things stand now.
  private var standing: Seen {
    var now = Seen()
    now.session = console.session.map(ObjectIdentifier.init)
    now.machine = console.session?.machine.map(ObjectIdentifier.init)
    now.run = console.session?.standing.run ?? 0
    now.place = console.session?.machine?.walkPosition
    now.sample = console.session?.sample ?? 0
    now.branch = console.session?.timeline.current ?? 0
    now.displays = debugger.displays.all.map(\.text)
    now.format = console.presentation.format
    return now
  }

  /// Says that the walk has stopped.
  func tellStopped(_ halt: Halt) {
    self.halt = halt
    handles.forget()
    follow(telling: true)
    var members: [(key: String, value: JSON)] = [
      ("reason", .string(halt.reason)), ("threadId", .int((console.session?.sample ?? 0) + 1)),
      ("allThreadsStopped", .bool(true)),
    ]
    if let description = halt.description { members.append(("description", .string(description))) }
    if let text = halt.text { members.append(("text", .string(plain(text)))) }
    let ids = halt.hits.compactMap(stops.id)
    if !ids.isEmpty { members.append(("hitBreakpointIds", .array(ids.map(JSON.int)))) }
    link.event("stopped", JSONObject(members))
  }

  /// After something that may have changed anything: tells the client what has.
  func tellChanges() {
    let before = seen
    follow(telling: true)
    guard phase == .walking, seen != before else { return }
    if seen.isElsewhere(than: before) {
      let hits = seen.machine == before.machine ? hitsHere : []
      tellStopped(
        hits.isEmpty
          ? Halt(reason: "goto", description: "Moved by a command")
          : Halt(.breakpoint(0), asked: "goto", hits: hits, words: console.text))
    } else {
      tellInvalidated()
    }
  }

  /// The breakpoints that held where the walk stands; those of an earlier stop stood elsewhere.
  private var hitsHere: [Hit] {
    guard let machine = console.session?.machine, let moment = machine.current else { return [] }
    let place = machine.program.place(of: moment)
    return debugger.breakpoints.hits.filter { $0.place == place }
  }

  /// Says that numbers are others than they were; frames are the same.
  func tellInvalidated() {
    guard client.hasInvalidated else { return tellStopped(halt) }
    link.event("invalidated", ["areas": .array([.string("stacks"), .string("variables")])])
  }

  /// Takes in how things stand: another model has another listing, and breakpoints have other places.
  func follow(telling: Bool) {
    let now = standing
    if now.session != seen.session || now.machine != seen.machine {
      let old = listing
      makeListing()
      // What the first one is, launch tells.
      if telling, let listing,
        listing.name != old?.name || listing.content.text != old?.content.text
      {
        tellSource(listing.name == old?.name ? "changed" : "new")
      }
      bindAgain(telling: telling)
    }
    seen = now
    tellOthers()
  }

  private func makeListing() {
    guard let session = console.session else { return listing = nil }
    let model = session.model
    var heading = ["\(model.name)  \(model.layer.title)"]
    let program = try? debugger.listing().program
    heading.append(
      program == nil
        ? "nothing was fed yet: \(model.feedHint)"
        : "The marked equation was just computed; its numbers are among the variables."
    )
    var presentation = console.presentation
    presentation.gates = [:]
    listing = ListingFile(
      SourceListing(presentation, heading: heading, program), of: model, in: cache)
  }

  func tellSource(_ reason: String) {
    guard let listing else { return }
    link.event("loadedSource", ["reason": .string(reason), "source": listing.json(client)])
  }

  /// Shows what has come out at the end.
  func tellEnd() {
    guard let snapshot = try? debugger.snapshot(.end) else { return }
    console.output.lines(StopBlock(console.presentation, snapshot).remarks)
  }

  func tell(_ error: any Error) { console.output.error(Problem.text(error)) }

  /// Says that the walk is over.
  func terminateWalk() {
    guard phase < .terminated else { return }
    phase = .terminated
    link.event("exited", ["exitCode": .int(0)])
    link.event("terminated")
  }
}
