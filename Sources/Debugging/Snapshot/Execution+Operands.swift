import Equations
import Tensors
import Terms

extension Execution {
  /// A value that an equation reads, or a slice of one.
  package struct Operand {
    /// `z`, `z[8:16]`.
    package let term: Term
    package let value: Value
    /// The whole value; nil for a weight of many numbers, of which nobody wants to read all.
    package let whole: Tensor?
    /// What the equation reads of it, nil as well.
    package let tensor: Tensor?
    /// The shape of that.
    package let shape: Shape

    /// Whether it is a weight that has a shape worth telling: an optimizer's rate has none.
    package var isWeight: Bool { value.role == .weight && value.shape.rank > 0 }

    /// The most numbers that a weight may have to be read: reading more would be all that a step does.
    package static let mostOfAWeight = 32

    private static func isLargeWeight(_ value: Value) -> Bool {
      value.role == .weight && value.shape.count > mostOfAWeight
    }

    /// The values that an equation reads, each once; a slice counts as a value.
    static func all(
      of equation: Equation, _ read: (Value) throws -> Tensor
    ) throws -> [Operand] {
      var operands: [Operand] = []
      var seen: Set<String> = []
      func add(_ term: Term, _ value: Value, _ whole: Tensor?, _ part: Tensor?, _ shape: Shape) {
        guard seen.insert(term.formula(.typed).text).inserted else { return }
        operands.append(Operand(term: term, value: value, whole: whole, tensor: part, shape: shape))
      }
      func visit(_ term: Term) throws {
        switch term {
        case .number: return
        case .value(let value):
          let tensor = isLargeWeight(value) ? nil : try read(value)
          add(term, value, tensor, tensor, value.shape)
        case .apply(let op, let inner):
          // How many samples there are is no number of what they are counted by.
          if term.countsSamples { return }
          if op is Slice, case .value(let value)? = inner.first {
            let whole = try read(value)
            if let part = try? op.apply(to: [whole]) {
              return add(term, value, isLargeWeight(value) ? nil : whole, part, part.shape)
            }
          }
          for term in inner { try visit(term) }
        case .named(_, let inner):
          for term in inner { try visit(term) }
        }
      }
      try visit(equation.term)
      return operands
    }
  }
}
