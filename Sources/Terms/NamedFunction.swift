/// A function that has a name on the slide and is made of ops: `gelu(z)`.
package struct NamedFunction: Sendable {
  package let name: String
  /// The arguments that are settings, as typed: `alpha=0.2`.
  package let options: [String]
  /// What it is made of.
  package let definition: @Sendable ([Term]) -> Term

  package init(
    _ name: String, options: [String] = [], _ definition: @escaping @Sendable ([Term]) -> Term
  ) {
    self.name = name
    self.options = options
    self.definition = definition
  }
}

/// Gives what a named function means for operands and options (`alpha=0.2`, as typed); nil when it
/// does not take them.
package typealias FunctionMaker = @Sendable (_ operands: [Term], _ options: [String]) -> Term?
