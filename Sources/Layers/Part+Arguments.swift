import Containers
import Equations

extension Part {
  /// A call as its layer takes it: what Keras 3 saved by place stands under its name, and the input
  /// that it saved by name stands in its place.
  ///
  /// An argument that is not known, or not of a kind that can be used, is an obstacle.
  package func arranged(_ call: Call, _ eq: Equations) throws -> Call {
    guard layer.isComputable, type(of: layer).readsOwnKeys else { return call }
    try refuseWholeNumbers(call, eq)
    var call = call
    if config.version.major >= 3 { try place(&call, eq) }
    for (key, value) in call.keywords.sorted(by: { $0.key < $1.key }) where !value.isNothing {
      guard layer.callArguments.contains(key) else {
        throw eq.obstacle(
          "it is called with \(key)=\(value.shown), an argument of \(config.kind) that is not known here",
          "Call it without, and save again.")
      }
      guard value.suits(key, call) else {
        throw eq.obstacle(
          "it is called with \(key)=\(value.shown), which cannot be used here",
          "Call it with tensors of the model, and save again.")
      }
    }
    return call
  }

  private func place(_ call: inout Call, _ eq: Equations) throws {
    let names = layer.callArguments
    let count = layer.inputArguments
    guard call.arguments.count <= max(names.count, count) else {
      throw eq.obstacle(
        "it is called with \(call.arguments.count) arguments, and takes \(names.count)",
        Advice.gap)
    }
    for (name, argument) in zip(names, call.arguments).dropFirst(count) {
      guard call.keywords.updateValue(argument, forKey: name) == nil else {
        throw eq.obstacle("it is called with two arguments \(name)", Advice.gap)
      }
    }
    call.arguments = Array(call.arguments.prefix(count))
    if call.arguments.isEmpty, count == 1, let name = names.first,
      let input = call.keywords.removeValue(forKey: name)
    {
      call.arguments = [input]
    }
  }
}

extension Argument {
  /// None, False and what is empty ask for nothing.
  fileprivate var isNothing: Bool {
    switch self {
    case .none, .number(0): true
    case .list(let list): list.allSatisfy { if case .none = $0 { true } else { false } }
    default: false
    }
  }

  /// Whether it is of the kind that an argument of this name takes: a switch, or tensors.
  fileprivate func suits(_ key: String, _ call: Call) -> Bool {
    if ["training", "use_causal_mask", "return_attention_scores", "reverse"].contains(key) {
      if case .number = self { return true } else { return false }
    }
    switch self {
    case .tensor: return true
    case .list(let list) where key == "mask":
      let count = call.arguments.flatMap(\.tensors).count
      return list.count <= count && list.count >= min(2, count)
        && list.allSatisfy { $0.isNothing || $0.tensors.count == 1 }
    default: return isTensors
    }
  }

  /// Whether it is a tensor, or a list of such, as the states of several cells are.
  private var isTensors: Bool {
    switch self {
    case .tensor: true
    case .list(let list): list.allSatisfy(\.isTensors)
    default: false
    }
  }

  /// The argument as a message shows it.
  fileprivate var shown: String {
    switch self {
    case .tensor: "a tensor"
    case .list: "a list"
    case .array: "an array"
    case .number(let number): "\(number)"
    case .slice: "a slice"
    case .ellipsis: "..."
    case .none: "None"
    case .word(let word): word.short()
    }
  }
}
