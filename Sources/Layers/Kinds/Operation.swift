import Containers
import Equations
import Tensors

/// An op node of a functional graph of Keras 3: `NotEqual`, `Any`, and the arithmetic between
/// tensors and plain numbers.
struct Operation: Layer {
  /// Found by their module, for some have a layer's name.
  static let classNames: [String] = []
  static let kinds: Set<String> = [
    "Absolute", "All", "Any", "Cast", "Divide", "Equal", "Exp", "Greater", "GreaterEqual", "Less",
    "LessEqual", "Log", "LogicalAnd", "LogicalNot", "LogicalOr", "Matmul", "Max", "Mean", "Min",
    "Negative", "NotEqual", "Power", "Relu", "Sigmoid", "Sqrt", "Square", "Sum", "Tanh",
    "TrueDivide",
  ]
  let kind: String
  let json: JSON

  init(_ config: Config) throws {
    kind = config.kind
    json = config.json
  }

  var castsInputs: Bool { false }
  var title: String { kind }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let operands = call.arguments.compactMap { argument -> Term? in
      switch argument {
      case .signal(let signal): signal.term
      case .number(let number): .number(number)
      case .list, .other: nil
      }
    }
    guard let first = operands.first else {
      throw eq.obstacle("it has no operand", "The file is damaged.")
    }
    guard let term = unary(first) ?? binary(operands) ?? reduced(first) else {
      throw eq.obstacle("the operation \(kind) is not supported in this form", "")
    }
    return [Signal(try eq("y", term))]
  }

  private func unary(_ x: Term) -> Term? {
    switch kind {
    case "LogicalNot": x(LogicalNot())
    case "Negative": -x
    case "Absolute": x(Abs())
    case "Square": x(Square())
    case "Sqrt": x(Sqrt())
    case "Exp": x(Exp())
    case "Log": x(Log())
    case "Tanh": x(Tanh())
    case "Sigmoid": x(Sigmoid())
    case "Relu": x(Relu())
    case "Cast": x(Cast(json["dtype"]?.stringValue.flatMap(DType.init(rawValue:)) ?? .float32))
    default: nil
    }
  }

  private func binary(_ operands: [Term]) -> Term? {
    guard operands.count == 2 else { return nil }
    return switch kind {
    case "NotEqual": .apply(NotEqual(), operands)
    case "Equal": .apply(Equal(), operands)
    case "Greater": .apply(Greater(), operands)
    case "GreaterEqual": .apply(GreaterEqual(), operands)
    case "Less": .apply(Less(), operands)
    case "LessEqual": .apply(LessEqual(), operands)
    case "LogicalAnd": .apply(LogicalAnd(), operands)
    case "LogicalOr": .apply(LogicalOr(), operands)
    case "Power": .apply(Power(), operands)
    case "TrueDivide", "Divide": operands[0] / operands[1]
    case "Add": operands[0] + operands[1]
    case "Subtract": operands[0] - operands[1]
    case "Multiply": operands[0] * operands[1]
    case "Maximum": .maximum(operands[0], operands[1])
    case "Minimum": .minimum(operands[0], operands[1])
    case "Matmul": operands[0] • operands[1]
    default: nil
    }
  }

  private func reduced(_ x: Term) -> Term? {
    let kinds: [String: Reduce.Kind] = [
      "Any": .any, "All": .all, "Mean": .mean, "Sum": .sum, "Max": .max, "Min": .min,
    ]
    guard let reduction = kinds[kind] else { return nil }
    let rank = x.shape.rank
    let given = json["axis"].flatMap { axis in axis.intValue.map { [$0] } ?? axis.arrayValue?.compactMap(\.intValue) }
    guard let given else { return nil }
    var axes: [Int] = []
    for axis in given {
      // Axis 0 of Keras is the batch.
      let place = axis < 0 ? axis : axis - 1 - rank
      guard (-rank..<0).contains(place) else { return nil }
      axes.append(place)
    }
    return x(Reduce(reduction, axes: axes, keepsAxes: json["keepdims"]?.boolValue ?? false))
  }
}
