import Tensors

/// An argument of a call, as a file describes it or as a layer gets it: `Reference` is how it
/// speaks of tensors.
package indirect enum Argument<Reference: Sendable>: Sendable {
  case tensor(Reference)
  case list([Argument])
  /// A number, or a truth value as 1 or 0.
  case number(Double)
  /// An array that stands in the file; see `decimal` for one of a single number.
  case array(Tensor)
  /// `start:stop:step` of Python, nil where nothing stands.
  case slice(Int?, Int?, Int?)
  /// `...` of Python.
  case ellipsis
  case none
  /// A word, or what is not understood.
  case word(String)

  /// A number that Python holds as a float, where an operation tells it from a whole one: an array
  /// of float64 without axes, for Keras saves no such array in any other way.
  package static func decimal(_ number: Double) -> Argument {
    .array(Tensor(.scalar, .float64, [number]))
  }

  /// The tensors in it, in order.
  package var tensors: [Reference] {
    switch self {
    case .tensor(let reference): [reference]
    case .list(let list): list.flatMap(\.tensors)
    default: []
    }
  }

  /// The argument with its tensors replaced, in order.
  package func map<Other>(_ body: (Reference) throws -> Other) rethrows -> Argument<Other> {
    switch self {
    case .tensor(let reference): .tensor(try body(reference))
    case .list(let list): .list(try list.map { try $0.map(body) })
    case .number(let number): .number(number)
    case .array(let array): .array(array)
    case .slice(let start, let stop, let step): .slice(start, stop, step)
    case .ellipsis: .ellipsis
    case .none: .none
    case .word(let word): .word(word)
    }
  }
}
