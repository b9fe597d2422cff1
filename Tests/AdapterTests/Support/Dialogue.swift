import Containers
import TestSupport

@testable import Adapter

/// A recorded dialogue: what it is about, then lines `> command {arguments}`, below each what was told.
///
/// `KERASTEP_RECORD=1` writes anew what is told.
struct Dialogue {
  static let folder = "Tests/AdapterTests/Dialogues"

  private var heading: [String] = []
  private(set) var requests: [(command: String, arguments: JSONObject)] = []

  init(_ text: String) throws {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard line.hasPrefix("> ") else {
        if requests.isEmpty { heading.append(line) }
        continue
      }
      let words = line.dropFirst(2).split(separator: " ", maxSplits: 1).map(String.init)
      let arguments = words.count > 1 ? try JSON(parsing: words[1], file: "dialogue") : .object([:])
      requests.append((words[0], arguments.objectValue ?? [:]))
    }
    while heading.last == "" { heading.removeLast() }
  }

  /// The dialogue, held anew.
  func held() throws -> String {
    let talk = Talk()
    var text = heading.map { $0 + "\n" }.joined()
    for (command, arguments) in requests {
      let rest = arguments.isEmpty ? "" : " " + JSON.object(arguments).text
      text += "\n> \(command)\(rest)\n"
      let place = Dialogue.filled(arguments, with: talk.cache.path)
      let answer = try talk.ask(command, place)
      let isDone = answer["success"] == .bool(true)
      let body = isDone ? answer["body"] : answer["body"]?["error"]?["format"]
      var lines = ["\(isDone ? "<" : "!") \(body?.text ?? "")"]
      for event in talk.takenEvents() {
        lines.append("* \(event["event"]?.stringValue ?? "") \(event["body"]?.text ?? "")")
      }
      text += lines.map { Dialogue.plain($0, talk.cache.path) + "\n" }.joined()
    }
    return text
  }

  /// A place of this run as one of any.
  private static func plain(_ line: String, _ folder: String) -> String {
    var line = line.replacing(folder, with: "CACHE").replacing(Repository.path, with: "HERE")
    // The name of a listing tells where the model is, which differs from checkout to checkout.
    line = line.replacing(#/-[0-9a-f]{8}\.kerastep/#, with: "-PLACE.kerastep")
    return line
  }

  /// Arguments with the folder and the listing of this run in them.
  private static func filled(_ arguments: JSONObject, with folder: String) -> JSONObject {
    let text = JSON.object(arguments).text
    let listing = Repository.names(inFolder: folder).first ?? ""
    let filled = text.replacing("CACHE/LISTING", with: "\(folder)/\(listing)").replacing(
      "HERE", with: Repository.path)
    return (try? JSON(parsing: filled, file: "dialogue"))?.objectValue ?? [:]
  }
}
