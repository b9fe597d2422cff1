import Containers
import Tensors

/// Typed reads of what Keras saved about one layer.
package struct Config: Sendable {
  package let name: String
  /// Keras' class, in the words of Keras 2 and 3.
  package let kind: String
  /// The class as the file names it: `Convolution2D` in Keras 1.
  package let className: String
  package let version: KerasVersion
  /// The object under `config`.
  package let json: JSON
  /// Makes the layers that stand inside this one.
  package let factory: any LayerFactory
  /// Whether it is told to be one and the same as a layer elsewhere in the model.
  package let isShared: Bool
  /// The keys that were asked for; every other one must be known to be harmless.
  let reads = KeysRead()
  let unsaid = KeysRead()

  /// The keys under which it names functions that nobody has said.
  package var unsaidFunctions: [String] { unsaid.all }

  /// Whether there is such a function.
  package var lacksFunction: Bool { !unsaidFunctions.isEmpty }

  package init(
    name: String, kind: String, className: String? = nil, version: KerasVersion, json: JSON,
    factory: any LayerFactory, isShared: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.className = className ?? kind
    self.version = version
    self.json = json
    self.factory = factory
    self.isShared = isShared
  }

  /// The value under a key; nil when it is absent or null.
  package func value(_ key: String) -> JSON? {
    reads.insert(key)
    guard let value = json[key], !value.isNull else { return nil }
    return value
  }

  /// The refusal of a key's value.
  package func error(_ key: String, _ expected: String) -> ConfigError {
    let text = json[key].map { $0.text.short() }
    return ConfigError(layer: name, kind: kind, key: key, expected: expected, found: text)
  }

  /// The refusal of the layer under a key, which is told by its class.
  package func unfit(_ key: String, _ inner: Config, _ expected: String) -> ConfigError {
    ConfigError(
      layer: name, kind: kind, key: key, expected: "\(expected) of Keras', as far as supported",
      found: inner.kind)
  }

  // MARK: Numbers, switches, words

  /// What a key has by default where it is absent; null is none of that, for Keras hands it on to the layer.
  private func absent<Value>(
    _ key: String, _ fallback: Value?, _ expected: String
  ) throws(ConfigError) -> Value {
    guard let fallback, json[key] == nil else { throw error(key, expected) }
    return fallback
  }

  /// A length: a whole number, 0 to 2³¹ − 1.
  package func int(_ key: String, default fallback: Int? = nil) throws(ConfigError) -> Int {
    guard let value = value(key) else {
      return try absent(key, fallback, "a whole number")
    }
    guard let number = whole(value), (0...Int(Int32.max)).contains(number) else {
      throw error(key, "a whole number from 0 to \(Int32.max)")
    }
    return number
  }

  package func double(_ key: String, default fallback: Double? = nil) throws(ConfigError) -> Double
  {
    guard let value = value(key) else {
      return try absent(key, fallback, "a number")
    }
    // Some versions wrap a NumPy number: {"class_name": "__numpy__", "config": {"value": 0.3}}.
    guard
      let number = value.doubleValue ?? value["config"]?["value"]?.doubleValue
        ?? value["value"]?.doubleValue
    else { throw error(key, "a number") }
    return number
  }

  /// The share of numbers that dropout drops; a config of Keras 3 says it, and says no less than 0 and no more than 1.
  func rate(default fallback: Double) throws(ConfigError) -> Double {
    let isNew = version.major >= 3
    let rate = try double("rate", default: isNew ? nil : fallback)
    guard !isNew || (0...1).contains(rate) else { throw error("rate", "a number from 0 to 1") }
    return rate
  }

  package func bool(_ key: String, default fallback: Bool? = nil) throws(ConfigError) -> Bool {
    guard let value = value(key) else {
      // None is what Python takes for no.
      return json[key] == nil ? try absent(key, fallback, "true or false") : false
    }
    if let bool = value.boolValue { return bool }
    if let number = value.intValue { return number != 0 }
    throw error(key, "true or false")
  }

  package func string(_ key: String, default fallback: String? = nil) throws(ConfigError) -> String
  {
    guard let value = value(key) else {
      return try absent(key, fallback, "a word")
    }
    guard let string = value.stringValue else { throw error(key, "a word") }
    return string
  }

  /// One whole number, which may be below 0, as an axis is.
  package func wholeNumber(_ key: String, default fallback: Int) throws(ConfigError) -> Int {
    guard let value = value(key) else { return try absent(key, fallback, "a whole number") }
    guard let number = whole(value) else { throw error(key, "one whole number") }
    return number
  }

  /// One whole number or a list of them, as axes are saved.
  package func ints(_ key: String, default fallback: [Int]? = nil) throws(ConfigError) -> [Int] {
    guard let value = value(key) else {
      return try absent(key, fallback, "a list of whole numbers")
    }
    if let one = whole(value) { return [one] }
    guard let list = value.arrayValue, list.count <= 64 else {
      throw error(key, "a list of whole numbers")
    }
    var result: [Int] = []
    for element in list {
      guard let number = whole(element) else {
        throw error(key, "a list of whole numbers")
      }
      result.append(number)
    }
    return result
  }

  /// A whole number; Kerases before 3 take `3.0` for one.
  private func whole(_ value: JSON) -> Int? {
    let fraction = version.major < 3 ? value.doubleValue : nil
    guard let number = value.intValue ?? fraction.flatMap({ Int(exactly: $0) }),
      number.magnitude <= 1 << 40
    else { return nil }
    return number
  }

  // MARK: Words of Keras

  /// The word of the dtype policy: `float32`, `mixed_float16`.
  private var policyName: String? {
    policy?.stringValue ?? policy?["config"]?["name"]?.stringValue
  }

  /// The format in which the layer computes: the policy's, or that of its dtype.
  package var computeType: DType {
    switch policyName {
    case nil: return .float32
    case "mixed_float16": return .float16
    case "mixed_bfloat16": return .bfloat16
    case let word?:
      let type = DType(rawValue: word) ?? .float32
      return type.isFloat ? type : .float32
    }
  }

  /// The format of whole numbers or truth values that its dtype names; nil of floats.
  var wholeType: DType? {
    let type = policyName.flatMap(DType.init(rawValue:))
    return type.flatMap { $0.isFloat || $0 == .string ? nil : $0 }
  }

  /// The format that its weights are kept in where the policy is mixed: it computes in a narrower one.
  package var variableType: DType {
    policyName?.hasPrefix("mixed_") == true ? .float32 : computeType
  }

  /// The input's format, which may be an integer's.
  package var inputType: DType { inputWord.flatMap(DType.init(rawValue:)) ?? .float32 }

  /// Whether that is one of those known here, or not said.
  package var knowsInputType: Bool {
    value("dtype") == nil || inputWord.flatMap(DType.init(rawValue:)) != nil
  }

  private var inputWord: String? {
    value("dtype")?.stringValue ?? value("dtype")?["config"]?["name"]?.stringValue
  }

  /// The input's shape of one sample as saved, nil for what is open; nil when not saved.
  package var inputShape: [Int?]? {
    guard
      let list = (value("batch_shape") ?? value("batch_input_shape") ?? value("input_shape"))?
        .arrayValue
    else { return nil }
    let withBatch = value("batch_shape") ?? value("batch_input_shape")
    return (withBatch == nil ? list[...] : list.dropFirst()).map { dim in
      whole(dim).flatMap { (0...Int(Int32.max)).contains($0) ? $0 : nil }
    }
  }

  /// How many samples are fed at once, where the file fixes that.
  package var batchSize: Int? {
    guard let list = (value("batch_shape") ?? value("batch_input_shape"))?.arrayValue else {
      return nil
    }
    return list.first.flatMap(whole).flatMap { (1...Int(Int32.max)).contains($0) ? $0 : nil }
  }

  /// The layer saved under a key.
  package func layer(_ key: String) throws -> (any Layer, Config) {
    guard let value = value(key) else { throw error(key, "a layer") }
    let (layer, config) = try factory.layer(from: value, version: version)
    if let reason = (layer as? Unsupported)?.reason {
      throw ConfigError(layer: name, kind: kind, because: "\(config.name) in it: \(reason)")
    }
    return (layer, config)
  }
}

/// Makes layers from what was saved of them.
package protocol LayerFactory: Sendable {
  /// The path of the layer that it makes what stands inside; nil where none is known.
  var path: String? { get }

  func layer(from json: JSON, version: KerasVersion) throws -> (any Layer, Config)

  /// What a person says that a layer's function is, under its key, or by its name in the file; nil where nobody has.
  func function(_ key: String, of config: Config, named name: String?) -> Activation?
}

extension LayerFactory {
  package var path: String? { nil }
  package func function(_ key: String, of config: Config, named name: String?) -> Activation? {
    nil
  }
}
