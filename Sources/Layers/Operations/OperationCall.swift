import Containers
import Equations
import Tensors

/// What one operation gets: operands, and settings that stand in the call or in the config.
///
/// Keras counts axes with the batch as axis 0; here they are those of one sample. What would mix
/// samples is refused. Whatever is read is noted, and what was never read is refused in the end.
final class OperationCall {
  let name: String
  let call: Call
  let config: JSON
  let eq: Equations
  /// Whether it is a function of TensorFlow in a graph of Keras 2.
  let isTensorFlow: Bool
  let version: KerasVersion
  /// How samples lie in what it makes, and what is said of it; nil where they lie as ever.
  var layout: SampleLayout?
  var remark: String?
  private var readPlaces: Set<Int> = []
  private var readKeywords: Set<String> = []
  private var readKeys: Set<String> = []
  /// Keys that were looked for and are None, which they never are as Keras saves them.
  private var oddNones: Set<String> = []

  init(
    name: String, call: Call, config: JSON, eq: Equations, isTensorFlow: Bool, version: KerasVersion
  ) {
    self.name = name
    self.call = call
    self.config = config
    self.eq = eq
    self.isTensorFlow = isTensorFlow
    self.version = version
  }

  func misuse(_ reason: String) -> Obstacle {
    eq.walkEnd("\(name) \(reason)", "Replace it by layers in Keras and save again.")
  }

  // MARK: What is read

  /// The argument under the first of some names that holds one, or in a place of the call; nil for
  /// None.
  func argument(_ names: [String], at place: Int? = nil) -> Argument<Signal>? {
    if let place = place ?? OperationPlaces.place(of: names, in: name),
      call.arguments.indices.contains(place)
    {
      readPlaces.insert(place)
      if !call.arguments[place].isNone { return call.arguments[place] }
    }
    for name in names {
      guard let argument = call.keywords[name], !argument.isNone else { continue }
      readKeywords.insert(name)
      return argument
    }
    guard !isTensorFlow else { return nil }
    for name in names {
      guard let value = config[name] else { continue }
      guard !value.isNull else {
        if !OperationNones.takes(name, in: self.name) { oddNones.insert(name) }
        continue
      }
      readKeys.insert(name)
      return Argument(value)
    }
    return nil
  }

  /// What says nothing about the numbers: in a call, and in the config.
  private static let ignoredKeywords: Set<String> = ["name"]
  private static let ignoredKeys: Set<String> = ["name", "trainable"]
  /// The config of a function of TensorFlow; its dtype is the policy, which does nothing.
  private static let ignoredOfTensorFlow: Set<String> = ["dtype", "function"]

  /// Throws the first argument with a value that was not read, or without one that it must have.
  func refuseUnread() throws {
    if let key = oddNones.sorted().first { throw misuse("with \(key)=None is not supported") }
    for (place, argument) in call.arguments.enumerated()
    where !readPlaces.contains(place) && !argument.isNone {
      throw misuse("gets \(argument.text) as argument \(place + 1), which is not supported")
    }
    for (key, argument) in call.keywords.sorted(by: { $0.key < $1.key })
    where !argument.isNone && !readKeywords.contains(key)
      && !OperationCall.ignoredKeywords.contains(key)
    {
      throw misuse("with \(key)=\(argument.text) is not supported")
    }
    for (key, value) in (config.objectValue ?? JSONObject([])).sorted(by: { $0.key < $1.key })
    where !value.isNull && !readKeys.contains(key) && !OperationCall.ignoredKeys.contains(key)
      && !(isTensorFlow && OperationCall.ignoredOfTensorFlow.contains(key))
    {
      throw misuse("with \(key)=\(Argument<Signal>(value).text) is not supported")
    }
  }

  // MARK: Settings

  /// A setting that cannot be read as what it must be.
  private func unreadable(_ name: String, _ argument: Argument<Signal>, _ expected: String)
    -> Obstacle
  {
    misuse("with \(name)=\(argument.text): expected \(expected)")
  }

  func number(_ names: String...) throws -> Double? {
    guard let argument = argument(names) else { return nil }
    guard let number = argument.plainNumber else {
      throw unreadable(names[0], argument, "a number")
    }
    return number
  }

  func flag(_ name: String, default fallback: Bool = false) throws -> Bool {
    guard let argument = argument([name]) else { return fallback }
    guard case .number(let number) = argument, number == 0 || number == 1 else {
      throw unreadable(name, argument, "true or false")
    }
    return number == 1
  }

  /// Refuses a switch that is on.
  func without(_ name: String) throws {
    guard try flag(name) else { return }
    throw misuse("with \(name)=1 is not supported")
  }

  /// A number that changes nothing while it is its default.
  func expect(_ name: String, _ value: Double) throws {
    guard let number = try number(name), number != value else { return }
    throw misuse("with \(name)=\(Argument<Signal>.number(number).text) is not supported")
  }

  func integer(_ names: String...) throws -> Int? {
    guard let argument = argument(names) else { return nil }
    guard let number = argument.wholeNumber else {
      throw unreadable(names[0], argument, "a whole number")
    }
    return number
  }

  /// Whole numbers of a setting: one, or a list.
  func integers(_ names: String...) throws -> [Int]? {
    guard let argument = argument(names) else { return nil }
    if let one = argument.wholeNumber { return [one] }
    guard case .list(let list) = argument else {
      throw unreadable(names[0], argument, "whole numbers")
    }
    return try list.map { item in
      guard let number = item.wholeNumber else {
        throw unreadable(names[0], argument, "whole numbers")
      }
      return number
    }
  }

  /// A Keras axis as one of a sample of a rank, from the back: −1 is the last.
  func axis(_ axis: Int, rank: Int) throws -> Int {
    guard (-rank - 1...rank).contains(axis) else {
      throw misuse("over axis \(axis) of \(rank + 1)")
    }
    let place = axis < 0 ? axis : axis - 1 - rank
    guard place != -rank - 1 else { throw misuse("over axis 0 mixes samples") }
    return place
  }

  /// The axes under `axis`; throws when there are none, which means all, the batch too.
  func axes(rank: Int) throws -> [Int] {
    guard let axes = try integers("axis") else { throw misuse("over all axes mixes samples") }
    let places = try axes.map { try axis($0, rank: rank) }
    guard Set(places).count == places.count else { throw misuse("names an axis twice") }
    return places
  }

  /// The number format under a name.
  func dtype(_ name: String = "dtype") throws -> DType? {
    guard let argument = argument([name]) else { return nil }
    guard case .word(let word) = argument, let dtype = DType(rawValue: word) else {
      throw unreadable(name, argument, "a number format")
    }
    return dtype
  }
}
