/// The members of a JSON object, in the order of the text.
///
/// When a key is repeated the last value wins and stands at the first place, as in Python.
package struct JSONObject: Sendable {
  private var members: [Element] = []
  /// The position of each key; kept only for more keys than a scan finds quickly.
  private var positions: [String: Int] = [:]
  private static let scanned = 8
  /// The first key that stands more than once in the text.
  package private(set) var repeatedKey: String?

  package init(_ pairs: [(key: String, value: JSON)]) {
    members.reserveCapacity(pairs.count)
    for (key, value) in pairs { set(key, to: value) }
  }

  package subscript(key: String) -> JSON? { position(of: key).map { members[$0].value } }

  package var keys: [String] { members.map(\.key) }

  private func position(of key: String) -> Int? {
    members.count > Self.scanned ? positions[key] : members.firstIndex { $0.key == key }
  }

  private mutating func set(_ key: String, to value: JSON) {
    if let position = position(of: key) {
      members[position].value = value
      repeatedKey = repeatedKey ?? key
      return
    }
    members.append((key, value))
    if members.count == Self.scanned + 1 {
      for (position, member) in members.enumerated() { positions[member.key] = position }
    } else if members.count > Self.scanned {
      positions[key] = members.count - 1
    }
  }
}

extension JSONObject: RandomAccessCollection {
  package typealias Element = (key: String, value: JSON)

  package var startIndex: Int { 0 }
  package var endIndex: Int { members.count }
  package subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Equatable {
  /// Equal members; their order does not count.
  package static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}
