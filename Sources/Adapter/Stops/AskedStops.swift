import Containers

/// The stops that a client asked for, and those that were made at the console: which of kerastep's breakpoints is what
/// to the client.
struct AskedStops {
  /// Who asked: each group is told anew as a whole.
  enum Group: CaseIterable {
    case lines, places, watches, caught, console
  }

  /// One stop: what the client knows of it, and kerastep's number where it has a place.
  struct Entry {
    let id: Int
    let asked: Asked?
    var number: Int?
    /// Whether it was to stop once, and has: it stays, for clients ask for it again with others.
    var isSpent = false
    /// The word for the line that was asked for, and the line where it stands in the listing.
    var word: String?
    var line: Int?
    /// Why it stops nowhere.
    var problem: String?
    /// What the client was told last.
    var told: JSONObject = [:]
  }

  var entries: [Group: [Entry]] = [:]
  private var lastID = 0

  mutating func nextID() -> Int {
    lastID += 1
    return lastID
  }

  /// What the client calls a breakpoint of a number.
  func id(_ number: Int) -> Int? {
    entries.values.joined().first { $0.number == number }?.id
  }
}
