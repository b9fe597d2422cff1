import Layers
import Tensors

/// A function of TensorFlow in a graph of Keras 2, as the operation of Keras 3 that computes the same.
struct TensorFlowOperation {
  /// Keras 3's class.
  let kind: String
  /// What the function calls its operands, in the order in which Keras 3 takes them.
  private let operands: [String]
  /// What it calls its settings, and what Keras 3 calls them.
  private let settings: [(name: String, key: String)]

  /// Nil of a function that is not carried over.
  init?(_ function: String) {
    let name = function.split(separator: ".").last.map(String.init) ?? function
    guard let row = TensorFlowOperation.rows[name] else { return nil }
    self = row
  }

  private init(_ kind: String, _ operands: [String], _ settings: [(name: String, key: String)]) {
    (self.kind, self.operands, self.settings) = (kind, operands, settings)
  }

  /// The operands of a call in Keras 3's order, and its settings; nil where it says something else as well.
  func arranged(
    _ call: GraphCall
  ) -> (operands: [GraphArgument], settings: [(key: String, value: GraphArgument)])? {
    var keywords = call.keywords.filter { if case .none = $0.value { false } else { true } }
    keywords["name"] = nil
    keywords["dtype_hint"] = nil
    for (key, value) in TensorFlowOperation.inert where keywords[key]?.plain == value {
      keywords[key] = nil
    }
    var given = call.arguments[...]
    var result: [GraphArgument] = []
    for operand in operands {
      guard let argument = given.popFirst() ?? keywords.removeValue(forKey: operand) else {
        return nil
      }
      result.append(kind == "GetItem" ? argument : argument.asArray)
    }
    var values: [(key: String, value: GraphArgument)] = []
    for setting in settings {
      guard let value = given.popFirst() ?? keywords.removeValue(forKey: setting.name) else {
        continue
      }
      values.append((setting.key, value.inLowercase))
    }
    // TensorFlow's gelu is exact where nothing is said, Keras 3's is not.
    if kind == "Gelu", values.isEmpty { values = [("approximate", .number(0))] }
    return given.isEmpty && keywords.isEmpty ? (result, values) : nil
  }

  /// The plain number that it compares a tensor of whole numbers with, where the tensor's format does not hold it.
  func numberOutOfRange(
    _ operands: [GraphArgument], _ format: (TensorReference) -> DType
  ) -> (number: Int, format: DType)? {
    let compares = ["Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual"]
    guard compares.contains(kind), let number = operands.compactMap(\.wholeNumber).first,
      let tensor = operands.flatMap(\.tensors).first,
      let range = format(tensor).wholeRange, !range.contains(Double(number))
    else { return nil }
    return (number, format(tensor))
  }

  /// Settings with which nothing changes.
  private static let inert: [String: Double] = [
    "conjugate": 0, "transpose_a": 0, "transpose_b": 0, "adjoint_a": 0, "adjoint_b": 0,
    "a_is_sparse": 0, "b_is_sparse": 0, "batch_dims": 0, "exclusive": 0, "beta": 1,
    "constant_values": 0,
  ]

  // MARK: The table

  private static let rows: [String: TensorFlowOperation] = {
    var rows: [String: TensorFlowOperation] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.split(separator: " ").map(String.init)
      }
      guard parts.count == 4, let kind = parts[1].first else { continue }
      let settings = parts[3].map { word in
        let names = word.split(separator: "=").map(String.init)
        return (name: names[0], key: names[names.count - 1])
      }
      for name in parts[0] { rows[name] = TensorFlowOperation(kind, parts[2], settings) }
    }
    return rows
  }()
}

extension Argument {
  /// A plain number.
  fileprivate var plain: Double? {
    switch self {
    case .number(let number): number
    case .array(let array) where array.shape.rank == 0: array.elements.first
    default: nil
    }
  }

  /// A list of numbers as an array, which Keras 3's operations take in its place.
  fileprivate var asArray: Argument {
    guard case .list(let list) = self, !list.isEmpty else { return self }
    let numbers = list.compactMap(\.plain)
    guard numbers.count == list.count else { return self }
    let areWhole = list.allSatisfy { if case .number = $0 { true } else { false } }
    return .array(Tensor(Shape([numbers.count]), areWhole ? .int32 : .float32, numbers))
  }

  /// A word as Keras 3 writes it, `constant` for `CONSTANT`.
  fileprivate var inLowercase: Argument {
    if case .word(let word) = self { .word(word.lowercased()) } else { self }
  }
}
