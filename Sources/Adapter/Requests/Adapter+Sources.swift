import Containers
import Terminal
import Views

/// The listing as the client's source.
extension Adapter {
  /// The listing, where the client means it; throws where it means something else.
  func listed(_ source: Arguments) throws -> ListingFile {
    guard let listing, try listing.isMeant(by: source, client) else {
      throw RequestError(
        "\(try source.string("path")?.visible ?? "this source") is not the listing of the model that is open",
        hint: listing.map { "That is \($0.path ?? $0.name)" } ?? "")
    }
    return listing
  }

  func loadedSources() -> Answer {
    Answer(body: ["sources": .array(listing.map { [$0.json(client)] } ?? [])])
  }

  func source(_ arguments: Arguments) throws -> Answer {
    guard let listing else { throw RequestError("no model is open, so there is no listing") }
    if let given = try arguments.object("source") {
      _ = try listed(given)
    } else if try arguments.int("sourceReference") != ListingFile.reference {
      throw RequestError("there is no such source", hint: "loadedSources tells what there is.")
    }
    return Answer(body: [
      "content": .string(listing.content.text), "mimeType": .string("text/x-kerastep"),
    ])
  }

  func breakpointLocations(_ arguments: Arguments) throws -> Answer {
    let source = try arguments.needed(try arguments.object("source"), "source")
    let first = client.line(given: try arguments.needed(try arguments.int("line"), "line"))
    let last = try arguments.int("endLine").map(client.line(given:)) ?? first
    let listing = try listed(source)
    let lines = listing.content.equations.keys.filter { first <= $0 && $0 <= last }.sorted()
    return Answer(body: ["breakpoints": .array(lines.map { .object(["line": client.line($0)]) })])
  }

  func exceptionInfo(_ arguments: Arguments) throws -> Answer {
    try focus(arguments)
    guard let exception = halt.exception else {
      throw RequestError("nothing was caught where the walk stands")
    }
    let text = plain(exception.text)
    return Answer(body: [
      "exceptionId": .string(exception.id), "description": .string(text),
      "breakMode": .string("always"),
      "details": .object(["message": .string(text), "typeName": .string(exception.id)]),
    ])
  }
}
