import Containers
import Terminal

/// The arguments of a request, each read as what it must be.
struct Arguments {
  let request: Request
  /// `setBreakpoints`, or `a breakpoint of setBreakpoints`: whose they are, for messages.
  private let owner: String
  private let json: JSON

  /// Throws where they are no object; none at all is an empty one, and so is an empty list, as clients send it whose
  /// language has one word for both.
  init(_ request: Request) throws(RequestError) {
    let isEmpty = request.arguments.isNull || request.arguments.arrayValue?.isEmpty == true
    try self.init(isEmpty ? .object([:]) : request.arguments, of: request, request.command)
  }

  private init(_ json: JSON, of request: Request, _ owner: String) throws(RequestError) {
    (self.request, self.owner, self.json) = (request, owner, json)
    guard json.objectValue != nil else {
      throw RequestError("the arguments of \(owner) are no object: \(Arguments.short(json))")
    }
  }

  /// The names of what was sent; what is null was not.
  var given: [String] { (json.objectValue?.keys ?? []).filter { self[$0] != nil } }

  /// A value as it was sent; nil where there is none.
  subscript(name: String) -> JSON? {
    json[name].flatMap { $0.isNull ? nil : $0 }
  }

  func string(_ name: String) throws(RequestError) -> String? {
    try value(name, "text") { $0.stringValue }
  }

  func int(_ name: String) throws(RequestError) -> Int? {
    try value(name, "a whole number") { json in
      json.intValue ?? json.doubleValue.flatMap { Int(exactly: $0) }
    }
  }

  func bool(_ name: String) throws(RequestError) -> Bool? {
    try value(name, "true or false") { $0.boolValue }
  }

  /// The arguments inside an argument.
  func object(_ name: String) throws(RequestError) -> Arguments? {
    guard let inside = self[name] else { return nil }
    return try Arguments(inside, of: request, "\(name) in \(owner)")
  }

  /// The members of a list, each with arguments of its own.
  func objects(_ name: String) throws(RequestError) -> [Arguments] {
    var result: [Arguments] = []
    for one in try value(name, "a list", \.arrayValue) ?? [] {
      result.append(try Arguments(one, of: request, "\(name) in \(owner)"))
    }
    return result
  }

  func strings(_ name: String) throws(RequestError) -> [String] {
    try value(name, "a list of texts") { json in
      let texts = json.arrayValue?.map(\.stringValue)
      return texts?.contains(nil) == false ? texts?.compactMap(\.self) : nil
    } ?? []
  }

  /// Arguments inside these that were not sent as such.
  func inside(_ members: JSONObject) throws(RequestError) -> Arguments {
    try Arguments(.object(members), of: request, owner)
  }

  /// An argument that must be there.
  func needed<Value>(_ value: Value?, _ name: String) throws(RequestError) -> Value {
    guard let value else { throw RequestError("\(owner) needs \(name)") }
    return value
  }

  private func value<Value>(
    _ name: String, _ what: String, _ read: (JSON) -> Value?
  ) throws(RequestError) -> Value? {
    guard let given = self[name] else { return nil }
    guard let value = read(given) else {
      throw RequestError("\(name) in \(owner) is \(what), and not \(Arguments.short(given))")
    }
    return value
  }

  /// What was sent, as short as a message has room for.
  static func short(_ json: JSON) -> String { json.text.visible.short() }
}
