import Containers

/// In how few bits Keras 3 keeps a layer, as its dtype says: `int4/128_from_float32`.
enum QuantizedFormat: Sendable, Hashable {
  case int8
  /// Two numbers to a byte; a scale for a column, or for as many of its numbers as a block has.
  case int4(block: Int?)
  /// Inputs and kernel in floats of 8 bits.
  case float8
  /// Groups of a column's numbers have a scale and a zero; in 4 bits two numbers are in a byte.
  case gptq(bits: Int)
  /// The same in 4 bits, each input's numbers scaled by themselves before.
  case awq

  /// Of a mode in Keras' words; nil where it is not known.
  init?(mode: String) {
    let parts = mode.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = parts.dropFirst().map { Int($0) ?? 0 }
    guard numbers.allSatisfy({ $0 == -1 || $0 > 0 }) else { return nil }
    switch (parts.first, numbers.count) {
    case ("int8", 0): self = .int8
    case ("int4", 0): self = .int4(block: nil)
    case ("int4", 1): self = .int4(block: numbers[0] > 0 ? numbers[0] : nil)
    case ("float8", 0): self = .float8
    case ("gptq", 2) where [2, 3, 4, 8].contains(numbers[0]): self = .gptq(bits: numbers[0])
    case ("awq", 2) where numbers[0] == 4: self = .awq
    default: return nil
    }
  }

  /// Whether Keras adapts such a kernel by factors of low rank.
  var takesFactors: Bool {
    switch self {
    case .int8, .int4: true
    case .float8, .gptq, .awq: false
    }
  }

  /// Whether layers of a class are computed in it.
  func isComputed(for kind: String) -> Bool {
    switch kind {
    case "Dense", "EinsumDense": return true
    case "Embedding", "ReversibleEmbedding":
      switch self {
      case .int8, .int4: return true
      default: return false
      }
    default: return false
    }
  }
}

extension Config {
  /// The few bits that the policy asks for, where it is one that is known and from float32.
  var quantizedFormat: QuantizedFormat? {
    guard let policy else { return nil }
    let settings = policy["config"] ?? .null
    if let mode = settings["mode"]?.stringValue {
      guard settings["source_name"]?.stringValue == "float32" else { return nil }
      return QuantizedFormat(mode: mode)
    }
    let word = policy.stringValue ?? settings["name"]?.stringValue
    guard let word, word.hasSuffix("_from_float32") else { return nil }
    return QuantizedFormat(mode: String(word.dropLast("_from_float32".count)))
  }
}
