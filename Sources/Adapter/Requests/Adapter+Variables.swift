import Console
import Containers
import Debugging

/// Numbers, looked at and set.
extension Adapter {
  func variables(_ arguments: Arguments) throws -> Answer {
    let id = try arguments.needed(
      try arguments.int("variablesReference"), "variablesReference")
    let (contents, sample) = try handles.contents(id)
    let filter = try arguments.string("filter")
    let range = (start: try arguments.int("start") ?? 0, count: try arguments.int("count"))
    let rows: [JSON] = try looking(at: sample) {
      try self.rows(contents, sample: sample, filter: filter, range)
    }
    return Answer(body: ["variables": .array(rows)])
  }

  func setVariable(_ arguments: Arguments) throws -> Answer {
    let id = try arguments.needed(
      try arguments.int("variablesReference"), "variablesReference")
    let name = try arguments.needed(try arguments.string("name"), "name")
    let value = try arguments.needed(try arguments.string("value"), "value")
    let (contents, sample) = try handles.contents(id)
    let target = try looking(at: sample) { try place(of: name, in: contents) }
    return try set(target, to: value, sample: sample)
  }

  func setExpression(_ arguments: Arguments) throws -> Answer {
    let target = try arguments.needed(try arguments.string("expression"), "expression")
    let value = try arguments.needed(try arguments.string("value"), "value")
    let frame = try arguments.int("frameId").map { id throws(RequestError) in try handles.frame(id)
    }
    return try set(
      TypedPlace(text: target, frame: frame?.frame), to: value,
      sample: frame?.sample ?? console.session?.sample ?? 0)
  }

  /// How a row can be typed.
  func place(of name: String, in contents: Contents) throws -> TypedPlace {
    switch contents {
    case .values(let values):
      guard let value = values.first(where: { $0.name == name }) else { break }
      if let place = try value.read().place { return place }
    case .late(let value): if let place = try value.read().place { return place }
    case .array(let array):
      if name.first == "[", name.last == "]", let member = Int(name.dropFirst().dropLast()),
        (0..<array.count).contains(member), let place = array.place(of: member)
      {
        return place
      }
    }
    throw RequestError(
      "\(name.debugDescription) is no value that has a place of its own",
      hint: "Inputs, weights, states and results of equations have one. \(Handles.settingByHand)")
  }

  /// Sets a value as `set var` does; the walk may stand earlier afterwards.
  private func set(
    _ target: TypedPlace, to value: String, sample: Int
  ) throws -> Answer {
    var told = ""
    try looking(at: sample) {
      debugger.frameAhead = target.frame
      defer { debugger.frameAhead = nil }
      (_, told) = try sheet.keeping { try console.set(target.text, to: value) }
    }
    let now = try looking(at: sample) { try evaluated(target.text, in: target.frame) }
    link.event("output", ["category": .string("console"), "output": .string(told)])
    let body = members(now, place: target, sample: sample, called: "value")
    return Answer(body: JSONObject(body)) { [self] in tellChanges() }
  }
}
