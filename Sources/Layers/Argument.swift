import Tensors

/// An argument of a call, as a file describes it or as a layer gets it: `Reference` is how it
/// speaks of tensors.
public indirect enum Argument<Reference: Sendable>: Sendable {
  case tensor(Reference)
  case list([Argument])
  /// A number, or a truth value as 1 or 0.
  case number(Double)
  /// An array that stands in the file.
  case array(Tensor)
  /// `start:stop:step` of Python, nil where nothing stands.
  case slice(Int?, Int?, Int?)
  /// `...` of Python.
  case ellipsis
  case none
  /// A word, or what is not understood.
  case word(String)

  /// The tensors in it, in order.
  public var tensors: [Reference] {
    switch self {
    case .tensor(let reference): [reference]
    case .list(let list): list.flatMap(\.tensors)
    default: []
    }
  }

  /// The argument with its tensors replaced, in order.
  public func map<Other>(_ body: (Reference) throws -> Other) rethrows -> Argument<Other> {
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
