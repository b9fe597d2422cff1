import Tensors

/// A function by name: what it takes, and what it means.
package struct Function: Sendable {
  /// What a function does.
  package enum Body: Sendable {
    /// A term of its operands.
    case term(Make)
    /// A new array; of the shape and format of an operand, where there is one.
    case creation(Maker)
  }

  package typealias Make = @Sendable ([Term], Options) throws(Misfit) -> Term
  package typealias Maker = @Sendable (Options, CreationContext) throws(Misfit) -> Tensor

  /// The operands, by name.
  package enum Operands: Sendable {
    case each([String])
    /// One list: `concatenate([a, b])`.
    case list(String)
  }

  package let name: String
  package let operands: Operands
  /// The settings, in the order in which they may follow the operands.
  package let options: [Option]
  /// Whether the first option may be written out: `zeros(3, 2)` for `zeros((3, 2))`.
  package let spreadsFirstOption: Bool
  package let body: Body

  /// A function that is a term of its operands.
  package static func of(
    _ name: String, _ operands: [String] = ["x"], options: [Option] = [], spread: Bool = false,
    _ make: @escaping Make
  ) -> Function {
    Function(
      name: name, operands: .each(operands), options: options, spreadsFirstOption: spread,
      body: .term(make))
  }

  /// The same of a list of operands.
  package static func ofList(
    _ name: String, options: [Option] = [], _ make: @escaping Make
  ) -> Function {
    Function(
      name: name, operands: .list("arrays"), options: options, spreadsFirstOption: false,
      body: .term(make))
  }

  /// A function that makes an array of settings alone.
  package static func making(
    _ name: String, options: [Option], spread: Bool = false, _ make: @escaping Maker
  ) -> Function {
    Function(
      name: name, operands: .each([]), options: options, spreadsFirstOption: spread,
      body: .creation(make))
  }

  /// The same with the shape and the format of an operand: `zeros_like(x)`.
  package static func makingLike(
    _ name: String, options: [Option] = [], _ make: @escaping Maker
  ) -> Function {
    Function(
      name: name, operands: .each(["x"]), options: options, spreadsFirstOption: false,
      body: .creation(make))
  }

  package func named(_ name: String) -> Function {
    Function(
      name: name, operands: operands, options: options, spreadsFirstOption: spreadsFirstOption,
      body: body)
  }

  /// The operands' names.
  package var operandNames: [String] {
    switch operands {
    case .each(let names): names
    case .list(let name): [name]
    }
  }

  /// `sum(x, axis, keepdims)`.
  package var usage: String {
    var parts: [String]
    switch operands {
    case .each(let names): parts = names
    case .list: parts = ["[a, b, …]"]
    }
    for (index, option) in options.enumerated() {
      parts.append(index == 0 && spreadsFirstOption ? "\(option.name)…" : option.name)
    }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }

  /// Whether it may be asked of its first operand: `x.sum()`.
  package var isMethod: Bool {
    switch operands {
    case .each(let names): !names.isEmpty
    case .list: false
    }
  }
}
