import Tensors
import Terms

/// Where one number of a run comes from.
package struct Explanation: Sendable {
  package let entry: Entry
  package let number: Double
  package let origin: Origin

  package indirect enum Origin: Sendable {
    /// An input, a weight, a constant, or a state that an earlier run or a person left.
    case given
    /// Another name for the same number.
    case alias(of: Entry)
    /// A state before a timestep: what the timestep before wrote.
    case carried(from: Entry)
    /// A state before the first timestep.
    case initial(from: Entry)
    /// What a loop reads in a timestep: a row of an array outside.
    case row(of: Entry)
    /// What a loop leaves: a row collected over time, or the state after the last timestep.
    case left(from: Entry)
    case equation(Int, Derived)
  }

  /// The entry that it is an unchanged copy of; nil where something is computed, or given.
  package var source: Entry? {
    switch origin {
    case .alias(let entry), .carried(let entry), .initial(let entry), .row(let entry),
      .left(let entry):
      entry
    case .equation(_, let derived): derived.entry
    case .given: nil
    }
  }
}

/// A number that an equation computed, or a part of one: what it is made of, with all numbers.
///
/// An equation's term at one element: its leaves are the elements of the values that it names.
package struct Derived: Sendable {
  /// As the machine computed it.
  package let number: Double
  /// The same computed in double precision from the leaves.
  package let exact: Double
  package let dtype: DType
  package let form: Form
  /// The sample that it is of, where several are brought together.
  package internal(set) var sample: Int?

  package indirect enum Form: Sendable {
    case entry(Entry)
    case constant
    case sum(Sum)
    /// An op of one element of each operand.
    case function(any Op, [Derived])
    /// An op of the elements of a row, of which one decides.
    case choice(Choice, [Derived], decisive: Int?)
    case either(Select, condition: Derived, yes: Derived, no: Derived)
    /// An entry of a table; nil where the index is outside.
    case lookup(index: Derived, entry: Derived?)
    case row(any RowOp, [Derived], own: Int, RowWorking)
  }

  /// `(a·b + c·d − …)/n`.
  package struct Sum: Sendable {
    package let terms: [Addend]
    package let divisor: Double

    /// Whether its terms are of several samples.
    package var isOverSamples: Bool { terms.contains { $0.sample != nil } }

    /// The largest absolute value on the way of adding the terms in their order: what is lost to
    /// rounding is measured by its last place.
    package var largestPartial: Double {
      var sum = 0.0
      var largest = 0.0
      for term in terms {
        sum += term.number
        largest = max(largest, abs(sum), abs(term.number))
      }
      return largest
    }
  }

  /// One term of a sum.
  package struct Addend: Sendable {
    package let factors: [Derived]
    package let isNegative: Bool
    /// Which matrix product or reduction it belongs to; nil where it stands alone.
    package let group: Int?
    /// Of which sample it is, in a sum over several; nil of the one that is asked about.
    package let sample: Int?
    /// What it adds: the product of its factors, divided by the sum's divisor.
    package let number: Double
    /// The same in double precision all the way.
    package let exact: Double
  }

  /// The entry, where it is nothing else.
  package var entry: Entry? {
    if case .entry(let entry) = form { entry } else { nil }
  }

  /// The named numbers in it, in the order of the text.
  package var leaves: [Entry] {
    entry.map { [$0] } ?? children.flatMap(\.leaves)
  }

  /// The parts that it is made of, in the order of the text.
  package var children: [Derived] {
    switch form {
    case .entry, .constant: []
    case .sum(let sum): sum.terms.flatMap(\.factors)
    case .function(_, let operands), .choice(_, let operands, _), .row(_, let operands, _, _):
      operands
    case .either(_, let condition, let yes, let no): [condition, yes, no]
    case .lookup(let index, let entry): [index] + (entry.map { [$0] } ?? [])
    }
  }

  /// The branch that it is, where it is a choice by condition; otherwise itself.
  package var taken: Derived {
    guard case .either(_, let condition, let yes, let no) = form else { return self }
    return (condition.number != 0 ? yes : no).taken
  }

  /// The parts that the number came from: of a choice by condition, the branch that was taken.
  package var usedChildren: [Derived] {
    if case .either(_, let condition, let yes, let no) = form {
      return [condition, condition.number != 0 ? yes : no]
    }
    return children
  }
}
