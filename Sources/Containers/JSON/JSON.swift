/// A JSON value, as Python's `json` module reads and writes it.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number written without point and exponent that fits.
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

extension JSON {
  package var isNull: Bool { self == .null }

  package var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  package var intValue: Int? {
    if case .int(let value) = self { value } else { nil }
  }

  /// A number, whether written as an integer or not.
  package var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  package var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  package var arrayValue: [JSON]? {
    if case .array(let value) = self { value } else { nil }
  }

  package var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The value of `key`; `nil` when this is no object or has no such key.
  package subscript(key: String) -> JSON? { objectValue?[key] }

  /// The element at `index`; `nil` when this is no array or has none there.
  package subscript(index: Int) -> JSON? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }
}
