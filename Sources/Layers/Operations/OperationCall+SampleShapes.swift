import Equations
import Tensors
import Terms

/// Lengths as arguments: `tf.reshape(x, [batch, 4])`, where `batch` is one of `tf.shape(x)`.
extension OperationCall {
  /// Lengths of a setting: numbers, and tensors that hold lengths; nil where there is none.
  func lengths(_ names: String...) throws -> [Length]? {
    guard let argument = argument(names) else { return nil }
    return try lengths(argument, names[0])
  }

  /// The lengths that an argument holds, one after the other.
  func lengths(_ argument: Argument<Signal>, _ name: String) throws -> [Length] {
    switch argument {
    case .tensor(let signal):
      if let lengths = eq.lengths(of: signal.term) { return lengths.list }
    case .list(let list): return try list.flatMap { try lengths($0, name) }
    case .array(let array) where array.shape.rank <= 1 && !array.dtype.isFloat:
      return array.elements.map { Length(fixed: Int(exactly: $0) ?? -2) }
    default:
      if let number = argument.wholeNumber, number.magnitude < 1 << 31 {
        return [Length(fixed: number)]
      }
    }
    throw misuse("with \(name)=\(argument.text): expected whole numbers, or lengths of tf.shape")
  }

  /// Lengths as numbers; throws where one of them says how many samples there are.
  func known(_ lengths: [Length], _ whole: [Length]) throws -> [Int] {
    try lengths.map { length in
      guard let number = length.known else {
        throw misuse("to \(OperationCall.text(whole)) mixes samples (N of them)")
      }
      return number
    }
  }

  /// `(N, 4)`, with N for the number of samples.
  static func text(_ lengths: [Length]) -> String {
    let texts = lengths.map { length in
      guard length.known == nil else { return "\(length.fixed)" }
      let samples = length.perSample == 1 ? "N" : "\(length.perSample)·N"
      return length.fixed == 0 ? samples : "\(samples) + \(length.fixed)"
    }
    return "(" + texts.joined(separator: ", ") + (texts.count == 1 ? ",)" : ")")
  }

  /// The same number in every place of samples of a shape: `tf.zeros([batch, 4])`.
  func repeated(_ number: Double?, _ names: [String]) throws -> Term {
    guard let argument = argument(names, at: 0) else { throw misuse("of no shape") }
    let dims = try lengths(argument, names[0])
    guard dims.first == .samples else {
      throw misuse("of \(OperationCall.text(dims)) has no axis of samples")
    }
    _ = self.argument(["layout"])
    let shape = Shape(try known(Array(dims.dropFirst()), dims))
    let value = try number ?? self.number("value")
    guard let value else { throw misuse("with other values than one number is not supported") }
    let isDecimal = number != nil || self.argument(["value"])?.decimal != nil
    let dtype = try self.dtype() ?? (isDecimal ? .float32 : .int32)
    let name: Name = value == 0 ? "zeros" : value == 1 ? "ones" : "c"
    return try eq.constant(name, shape, dtype, repeating: dtype.rounded(value))
  }
}
