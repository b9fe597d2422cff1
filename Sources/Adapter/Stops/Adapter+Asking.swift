import Console
import Debugging

/// The stops that a client asks for become breakpoints, and those of the console are told to it.
extension Adapter {
  /// Asks for a group anew: what stays is left as it is, with its hits; what is gone is taken away.
  func set(_ group: AskedStops.Group, to asked: [Asked]) -> [AskedStops.Entry] {
    var old = stops.entries[group] ?? []
    var new: [AskedStops.Entry] = []
    for one in asked {
      let place = old.firstIndex { $0.asked == one }
      let entry =
        place.map { old.remove(at: $0) } ?? AskedStops.Entry(id: stops.nextID(), asked: one)
      new.append(made(entry))
    }
    for number in old.compactMap(\.number) { debugger.breakpoints.remove(number) }
    stops.entries[group] = new
    return new
  }

  /// An entry with a breakpoint, or with why it has none; one that has its breakpoint keeps it.
  private func made(_ entry: AskedStops.Entry) -> AskedStops.Entry {
    guard let asked = entry.asked, !entry.isSpent else { return entry }
    var entry = entry
    let breakpoints = debugger.breakpoints
    do {
      let (word, line) = try place(of: asked)
      if entry.number.map({ breakpoints[$0] == nil || word != entry.word }) ?? true {
        if let number = entry.number { breakpoints.remove(number) }
        entry.number = nil
        let (ignored, isOnce) = try asked.passes()
        let new = try breakpoints.add(
          try asked.kind(word), if: asked.expression, in: console.session?.machine,
          frame: .model)
        breakpoints.change(new.number) { ($0.ignored, $0.isTemporary) = (ignored, isOnce) }
        entry.number = new.number
      }
      (entry.word, entry.problem) = (word, nil)
      entry.line = line ?? entry.number.flatMap { breakpoints[$0] }.flatMap { self.line(of: $0) }
    } catch {
      if let number = entry.number { breakpoints.remove(number) }
      (entry.number, entry.word, entry.problem) = (nil, nil, problem(error))
    }
    entry.told = json(entry)
    return entry
  }

  // MARK: What becomes of them

  /// Finds the places of all in another walk, and tells the client of those that have moved.
  func bindAgain(telling: Bool) {
    for group in AskedStops.Group.allCases where group != .console {
      for (place, old) in (stops.entries[group] ?? []).enumerated() {
        let new = made(old)
        stops.entries[group]?[place] = new
        if telling, new.told != old.told { tell(new, "changed") }
      }
    }
    for (place, old) in (stops.entries[.console] ?? []).enumerated() {
      var new = old
      new.line = old.number.flatMap { debugger.breakpoints[$0] }.flatMap { self.line(of: $0) }
      new.told = json(new)
      stops.entries[.console]?[place] = new
      if telling, new.told != old.told { tell(new, "changed") }
    }
  }

  /// Tells the client of breakpoints that came or went at the console.
  func tellOthers() {
    let all = debugger.breakpoints.all
    for group in AskedStops.Group.allCases {
      for entry in stops.entries[group] ?? [] {
        guard let number = entry.number, !entry.isSpent,
          !all.contains(where: { $0.number == number })
        else { continue }
        let hasHeld = debugger.breakpoints.hits.contains { $0.breakpoint.number == number }
        if hasHeld, entry.asked != nil,
          let place = stops.entries[group]?.firstIndex(where: { $0.id == entry.id })
        {
          stops.entries[group]?[place].isSpent = true
          continue
        }
        tell(entry, "removed")
        stops.entries[group]?.removeAll { $0.id == entry.id }
      }
    }
    let known = Set(stops.entries.values.joined().compactMap(\.number))
    for one in all where !known.contains(one.number) {
      var entry = AskedStops.Entry(id: stops.nextID(), asked: nil, number: one.number)
      entry.line = line(of: one)
      entry.told = json(entry)
      stops.entries[.console, default: []].append(entry)
      tell(entry, "new")
    }
  }
}
