import Tensors
import Terms

/// What an expression is read as: numbers, or a term.
protocol Meaning {
  associatedtype Quantity

  var names: any Names { get }
  func number(_ number: Double, isInteger: Bool) -> Quantity
  func truth(_ truth: Bool) throws(Misfit) -> Quantity
  /// What a name stands for; nil when there is no such name.
  func named(_ word: String) throws(Unavailable) -> Quantity?
  /// An array made of plain numbers.
  func array(_ tensor: Tensor) throws(Misfit) -> Quantity
  /// Several of one shape along a new first axis.
  func stack(_ items: [Quantity]) throws(Misfit) -> Quantity
  /// What a term makes of operands.
  func apply(
    _ operands: [Quantity], _ make: ([Term]) throws(Misfit) -> Term
  ) throws(Misfit) -> Quantity
  func type(of quantity: Quantity) -> TensorType
  /// The numbers, where they are known now.
  func constant(_ quantity: Quantity) -> Tensor?
  /// How much what a text means changes with each number of a value; nil where that is not known.
  func gradient(of text: String, by variable: String) throws(Unavailable) -> Quantity?
}

extension Meaning {
  func gradient(of text: String, by variable: String) throws(Unavailable) -> Quantity? { nil }
}

/// A term in which names are values of equations.
struct TermReading<S: TermScope>: Meaning {
  let scope: S

  var names: any Names { scope }

  func number(_ number: Double, isInteger: Bool) -> Term { .number(number) }

  func truth(_ truth: Bool) throws(Misfit) -> Term { throw TermReading.noArrays }

  func named(_ word: String) -> Term? { scope.term(named: word) }

  func array(_ tensor: Tensor) throws(Misfit) -> Term {
    guard let term = scope.constant(tensor) else { throw TermReading.noArrays }
    return term
  }

  func stack(_ items: [Term]) throws(Misfit) -> Term {
    let numbers = items.compactMap { constant($0)?.elements.first }
    if !items.isEmpty, numbers.count == items.count {
      return try array(Tensor([numbers.count], .float64, numbers))
    }
    if items.isEmpty || items.contains(where: \.isNumber) { throw TermReading.noArrays }
    return try apply(items) { terms throws(Misfit) in try Functions.stacked(terms, axis: 0) }
  }

  func apply(_ operands: [Term], _ make: ([Term]) throws(Misfit) -> Term) throws(Misfit) -> Term {
    let term = try make(operands)
    do {
      _ = try term.type()
    } catch {
      throw error.misfit
    }
    return term
  }

  func type(of term: Term) -> TensorType {
    (try? term.type()) ?? TensorType(.scalar, .float32)
  }

  func constant(_ term: Term) -> Tensor? {
    guard case .number(let number) = term else { return nil }
    let isWhole = number == number.rounded()
    return Tensor(scalar: number, isWhole ? .int64 : .float64)
  }

  private static var noArrays: Misfit {
    Misfit("an equation holds no arrays of numbers", hint: "name a value or a weight instead")
  }
}

extension Term {
  var isNumber: Bool { if case .number = self { true } else { false } }
}
