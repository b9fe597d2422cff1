import Containers
import Equations

/// Typed reads of what Keras saved about a loss, an optimizer, a metric, or a part of one.
package struct Saved: Sendable {
  /// What it is the config of: `the loss of out`.
  package let place: String
  /// Keras' class or function.
  package let kind: String
  package let generation: Generation
  /// The object under `config`; empty for a function.
  package let config: JSONObject
  /// The keys that were asked for; every other one must say nothing.
  private let reads = KeysRead()

  package init(
    place: String, kind: String, generation: Generation, config: JSONObject = [:]
  ) {
    self.place = place
    self.kind = kind
    self.generation = generation
    self.config = config
  }

  /// The value under a key; nil when it is absent or null.
  package func value(_ key: String) -> JSON? {
    reads.insert(key)
    guard let value = config[key], !value.isNull else { return nil }
    return value
  }

  /// Keys that change nothing here, whatever they say.
  package func passOver(_ keys: String...) {
    for key in keys { reads.insert(key) }
  }

  // MARK: Numbers, switches, words

  /// A number, or what it is by default where the key is absent; null is no number.
  package func double(_ key: String, default fallback: Double) throws(Obstacle) -> Double {
    guard let number = try double(key) else {
      guard config[key] == nil else { throw refusal(key, "a number") }
      return fallback
    }
    return number
  }

  package func double(_ key: String) throws(Obstacle) -> Double? {
    guard let value = value(key) else { return nil }
    // Some versions wrap a NumPy number: {"class_name": "__numpy__", "config": {"value": 0.3}}.
    guard
      let number = value.doubleValue ?? value["config"]?["value"]?.doubleValue
        ?? value["value"]?.doubleValue
    else { throw refusal(key, "a number") }
    return number
  }

  /// A setting that legacy optimizers keep as a variable, and so in single precision.
  func hyper(_ key: String, default fallback: Double, _ rules: Rules) throws(Obstacle) -> Double {
    rules == .legacy ? try single(key, default: fallback) : try double(key, default: fallback)
  }

  /// A setting that is brought to single precision before anything is made of it.
  func single(_ key: String, default fallback: Double) throws(Obstacle) -> Double {
    Double(Float(try double(key, default: fallback)))
  }

  package func int(_ key: String) throws(Obstacle) -> Int? {
    guard let value = value(key) else { return nil }
    guard let number = value.intValue ?? value.doubleValue.flatMap({ Int(exactly: $0) }),
      number.magnitude <= 1 << 40
    else { throw refusal(key, "a whole number") }
    return number
  }

  package func bool(_ key: String, default fallback: Bool) throws(Obstacle) -> Bool {
    guard let value = value(key) else { return config[key] == nil ? fallback : false }
    if let bool = value.boolValue { return bool }
    if let number = value.intValue { return number != 0 }
    throw refusal(key, "true or false")
  }

  package func string(_ key: String) throws(Obstacle) -> String? {
    guard let value = value(key) else { return nil }
    guard let string = value.stringValue else { throw refusal(key, "a word") }
    return string
  }

  /// A list of numbers.
  package func doubles(_ key: String) throws(Obstacle) -> [Double] {
    guard let list = value(key)?.arrayValue, list.count <= 10_000 else {
      throw refusal(key, "a list of numbers")
    }
    var result: [Double] = []
    for element in list {
      guard let number = element.doubleValue else { throw refusal(key, "a list of numbers") }
      result.append(number)
    }
    return result
  }

  /// Throws where the function that tf.keras saves beside a class is another than the class's own.
  func expectFunction(_ names: [String]) throws(Obstacle) {
    guard let name = try string("fn"), !names.contains(name) else { return }
    throw refusal("fn", names.first ?? "none")
  }

  // MARK: What cannot be

  /// The refusal of a key's value.
  package func refusal(_ key: String, _ expected: String) -> Obstacle {
    let found = config[key].map { "is \(Saved.shown($0))" } ?? "is missing"
    return obstacle(
      "\(key) \(found), expected \(expected)", "The file says so, or another Keras wrote it.")
  }

  package func obstacle(_ reason: String, _ advice: String) -> Obstacle {
    Obstacle(path: place, kind: kind, reason: reason, advice: advice)
  }

  /// Throws for the first key that says something and that nobody has asked for.
  package func refuseUnread() throws(Obstacle) {
    for (key, value) in config {
      guard !reads.contains(key), !Saved.isNothing(value), key != "name" else { continue }
      throw obstacle(
        "its config says \(key) = \(Saved.shown(value)), an option of \(kind) that is not known here",
        "What is not understood would change the numbers without a word.")
    }
  }

  /// Null, false and what is empty ask for nothing.
  private static func isNothing(_ value: JSON) -> Bool {
    switch value {
    case .null, .bool(false): true
    case .string(let word): word.isEmpty
    case .array(let list): list.isEmpty
    case .object(let object): object.isEmpty
    default: false
    }
  }

  static func shown(_ value: JSON) -> String { value.text.short() }
}
