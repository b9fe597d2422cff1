import Containers
import Equations
import Tensors

/// What one operation gets: operands, and settings that stand in the call or in the config.
///
/// Keras counts axes with the batch as axis 0; here they are those of one sample. What would mix
/// samples is refused.
struct OperationCall {
  let name: String
  let call: Call
  let config: JSON
  let eq: Equations

  func misuse(_ reason: String) -> Obstacle {
    eq.obstacle(
      "\(name) \(reason)",
      "The layers before it can be stepped. Replace it by layers in Keras and save again.")
  }

  // MARK: Operands

  /// The names under which operands behind the first one stand in a call.
  private static let operandNames = ["x1", "x2", "x", "a", "y", "b"]

  /// The operands in order, those in lists too.
  func operands() throws -> [Term] {
    let named = OperationCall.operandNames.compactMap { call.keywords[$0] }
    var result: [Term] = []
    for argument in call.arguments + named { result += try terms(argument) }
    return try aligned(result)
  }

  /// Exactly so many operands.
  func operands(_ count: Int) throws -> [Term] {
    let all = try operands()
    guard all.count >= count else { throw misuse("gets \(all.count) operands of \(count)") }
    return Array(all.prefix(count))
  }

  func x() throws -> Term { try operands(1)[0] }

  private func terms(_ argument: Argument<Signal>) throws -> [Term] {
    switch argument {
    case .tensor(let signal): return [signal.term]
    case .number(let number): return [.number(number)]
    case .array(let array): return [try constant(array)]
    case .list(let list): return try list.flatMap(terms)
    case .slice, .ellipsis, .none, .word: return []
    }
  }

  /// An array of the file, without the axis of length 1 that stands for the batch.
  private func constant(_ array: Tensor) throws -> Term {
    let rank = call.inputs.map(\.term.shape.rank).max() ?? 0
    guard array.shape.rank > rank else { return eq.constant("c", array) }
    guard array.shape.rank == rank + 1, array.shape[0] == 1,
      let one = array.reshaped(array.shape.removing(0))
    else { throw misuse("with an array \(array.shape) would mix samples") }
    return eq.constant("c", one)
  }

  /// Refuses tensors of different ranks, which Keras would align across the batch axis.
  private func aligned(_ terms: [Term]) throws -> [Term] {
    let ranks = Set(terms.compactMap { $0.value?.isBatched == true ? $0.shape.rank : nil })
    guard ranks.count <= 1 else {
      let shapes = terms.map { "\($0.shape)" }.joined(separator: " and ")
      throw misuse("of samples \(shapes) would mix samples")
    }
    return terms
  }

  // MARK: Settings

  /// A setting by its name, or by its place behind the tensor.
  func setting(_ names: String..., at place: Int? = nil) -> Argument<Signal>? {
    for name in names {
      if let argument = call.keywords[name] { return argument.isNone ? nil : argument }
    }
    if let place, call.arguments.indices.contains(place) {
      return call.arguments[place].isNone ? nil : call.arguments[place]
    }
    for name in names {
      guard let value = config[name], !value.isNull else { continue }
      return Argument(value)
    }
    return nil
  }

  func number(_ names: String...) -> Double? {
    for name in names {
      if case .number(let number) = setting(name) { return number }
    }
    return nil
  }

  func flag(_ name: String) -> Bool { number(name).map { $0 != 0 } ?? false }

  /// Whole numbers of a setting: one, or a list.
  func integers(_ names: String..., at place: Int? = nil) -> [Int]? {
    for name in names {
      guard let argument = setting(name, at: place) else { continue }
      return argument.integers
    }
    return nil
  }

  /// A Keras axis as one of a sample of a rank, from the back: −1 is the last.
  func axis(_ axis: Int, rank: Int) throws -> Int {
    let place = axis < 0 ? axis : axis - 1 - rank
    guard axis != 0, (-rank..<0).contains(place) else {
      throw misuse(
        axis == 0 || place == -rank - 1 ? "over axis 0 mixes samples" : "over axis \(axis)")
    }
    return place
  }

  /// The axes under `axis`; throws when there are none, which means all, the batch too.
  func axes(rank: Int) throws -> [Int] {
    guard let axes = integers("axis", at: 1) else { throw misuse("over all axes mixes samples") }
    let places = try axes.map { try axis($0, rank: rank) }
    guard Set(places).count == places.count else { throw misuse("names an axis twice") }
    return places
  }

  /// The number format under `dtype`.
  func dtype() -> DType? {
    if case .word(let word) = setting("dtype", at: 1) { return DType(rawValue: word) }
    return nil
  }
}

extension Argument {
  fileprivate var isNone: Bool { if case .none = self { true } else { false } }

  var integers: [Int]? {
    switch self {
    case .number(let number): return Int(exactly: number).map { [$0] }
    case .list(let list):
      let numbers = list.compactMap { $0.integers?.first }
      return numbers.count == list.count ? numbers : nil
    default: return nil
    }
  }

  /// A value of a config: numbers, words, and lists of them.
  fileprivate init(_ json: JSON) {
    switch json {
    case .bool(let bool): self = .number(bool ? 1 : 0)
    case .int(let int): self = .number(Double(int))
    case .double(let double): self = .number(double)
    case .string(let word): self = .word(word)
    case .array(let list): self = .list(list.map { Argument($0) })
    case .null: self = .none
    case .object: self = .word(json.text)
    }
  }
}
