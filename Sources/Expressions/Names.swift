import Tensors
import Terms

/// What the words of an expression may stand for.
package protocol Names {
  /// All that can be typed now, for completion and suggestions.
  var names: [String] { get }

  /// Whether a word speaks of a value, be it there now or not.
  ///
  /// This decides how `a/b`, `lstm@2.C` and `dense.z.T` are read: the longest word that is a name
  /// is one; what is left are operators and methods.
  func isName(_ word: String) -> Bool

  /// The functions that are made of ops: `gelu`.
  var functions: [String: FunctionMaker] { get }
}

extension Names {
  package func isName(_ word: String) -> Bool { names.contains(word) }
  package var functions: [String: FunctionMaker] { [:] }
}

/// Where names have numbers.
package protocol Environment: Names {
  /// The value that a word stands for; nil when there is no such name.
  func tensor(named word: String) throws(Unavailable) -> Tensor?

  /// `grad(of, by)`: how much the one number that a text means changes with each number of a value; nil where nothing is
  /// computed that could be gone back through.
  func gradient(of text: String, by variable: String) throws(Unavailable) -> Tensor?
}

extension Environment {
  package func gradient(of text: String, by variable: String) throws(Unavailable) -> Tensor? { nil }
}

/// Where names are values of equations.
package protocol TermScope: Names {
  /// What a word stands for in an equation; nil when there is no such name.
  func term(named word: String) -> Term?

  /// An array of typed numbers as a part of an equation; nil where it may hold none.
  func constant(_ tensor: Tensor) -> Term?
}

extension TermScope {
  package func constant(_ tensor: Tensor) -> Term? { nil }
}

/// A name is known, but has no value here.
package struct Unavailable: Error, Sendable, Equatable {
  package let reason: String
  package let hint: String?

  package init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}

/// An environment without names: for inputs written as numbers.
package struct NoNames: Environment, TermScope {
  package init() {}

  package var names: [String] { [] }
  package func tensor(named word: String) throws(Unavailable) -> Tensor? { nil }
  package func term(named word: String) -> Term? { nil }
}
