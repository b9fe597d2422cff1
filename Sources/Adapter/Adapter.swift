// The debugger for editors: the Debug Adapter Protocol, 1.71, on a pipe.
//
// A `Link` cuts what a client sends into requests and numbers what goes back. An `Adapter` does them one after the
// other, each by a handler of the list in `Requests`; it holds a console, whose debugger it walks and whose commands
// are what `evaluate` takes in the editor's REPL. Nothing is computed or worded here a second time: numbers come from
// the machine, what stopped the walk is told by `HitText`, the source is the `SourceListing`.
//
// While something is computed the client is heard (`Link+Work`): a pause, a cancel, a breakpoint that is set meanwhile.
// An answer goes out before the event that follows from it; every error is an answer, and ends nothing.
//
// What an editor calls a thread is a sample of the batch; a line of its source is an equation, and the line where the
// walk stands is the one just computed, as everywhere in kerastep.
//
// Left out: attaching, for nothing runs elsewhere; memory and disassembly, for equations have neither.

import Console
import Containers
import Debugging
import Terminal

/// One client, from its first request to its last.
package final class Adapter {
  let link: Link
  let console: Console
  let sheet: Sheet
  /// Where listings are kept as files; nil keeps none, and they are sent as texts.
  let cache: String?
  var client = Client()
  var phase = Phase.begun
  /// The equations as the client's source.
  var listing: ListingFile?
  /// What ids that were given to the client stand for.
  var handles = Handles()
  var stops = AskedStops()
  /// How the walk stood when the client was told of it last.
  var seen = Seen()
  /// Why it stands there.
  var halt = Halt(reason: "entry")
  /// What follows from a request though it is refused; done once that was said.
  var afterRefusal: (() -> Void)?
  /// How the model was opened.
  var launched: Launch?

  /// How far a conversation has come.
  enum Phase: Int, Comparable {
    case begun, initialized, opened, walking, terminated, ended

    static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }
  }

  package init(
    _ link: Link, commands: Commands = Commands(),
    cache: String? = ListingFile.usualFolder
  ) {
    self.link = link
    self.cache = cache
    sheet = Sheet { text, category in
      link.event("output", ["category": .string(category), "output": .string(text)])
    }
    console = Console(output: sheet.output(), isInteractive: false, commands: commands)
    console.wishesInterruption = link.isInterrupted
    console.settings.width = 100
    console.settings.height = 40
    // Messages are UTF-8 whatever the terminal is that the editor was started in.
    console.settings.ascii = false
    console.settings.colour = .never
  }

  var debugger: Debugger { console.debugger }

  /// A text without colours, and without anything that an editor would not show.
  func plain(_ text: String) -> String {
    Style(usesColour: false, usesASCII: false).rendered(text.withoutColours)
  }

  /// The body of an answer, and what is done once it was sent.
  struct Answer {
    var body: JSONObject = [:]
    var then: (() -> Void)?

    static var done: Answer { Answer() }
  }
}
