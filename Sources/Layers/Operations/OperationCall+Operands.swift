import Equations
import Tensors
import Terms

/// The operands of an operation: tensors, plain numbers, and arrays that stand in the file.
extension OperationCall {
  /// The only operand.
  func x() throws -> Term { try operands(["x", "variable", "a", "input"])[0] }

  /// Two operands.
  func pair() throws -> [Term] {
    try operands(["x1", "x", "a"], ["x2", "y", "b", "other"])
  }

  /// The operands that stand in places 0, 1, … or under one of their names.
  func operands(_ names: [String]...) throws -> [Term] {
    try terms(given(names))
  }

  /// The arguments of some operands, none of which may be missing.
  func given(_ names: [[String]], from first: Int = 0) throws -> [Argument<Signal>] {
    try names.enumerated().map { place, some in
      guard let argument = argument(some, at: first + place) else {
        let missing = "gets \(first + place) operands of \(first + names.count)"
        // What stands to the right of `==` and `!=` Keras 2 does not save, nor can it open the file.
        let isLost = isTensorFlow && (name.hasSuffix("__.eq") || name.hasSuffix("__.ne"))
        throw misuse(isLost ? missing + ": Keras 2 did not save the other one" : missing)
      }
      return argument
    }
  }

  /// The tensors of the one operand that is a list of them.
  func tensors(_ names: String...) throws -> [Term] {
    guard let argument = argument(names, at: 0) else { throw misuse("of nothing") }
    let list: [Argument<Signal>] = if case .list(let list) = argument { list } else { [argument] }
    let terms = try list.map { item in
      guard case .tensor(let signal) = item else {
        throw misuse("of \(item.text), which is no tensor of the graph, is not supported")
      }
      return signal.term
    }
    guard !terms.isEmpty else { throw misuse("of nothing") }
    return try aligned(terms)
  }

  /// Arguments as terms that stand beside each other: a plain number or a list takes its format
  /// from the tensors, as Python's numbers do.
  func terms(_ arguments: [Argument<Signal>], keepsNumbers: Bool = false) throws -> [Term] {
    let tensors = arguments.flatMap { argument in
      if case .tensor(let signal) = argument { [signal.term] } else { [Term]() }
    }
    let arrays = arguments.compactMap { argument -> DType? in
      guard case .array(let array) = argument, argument.decimal == nil else { return nil }
      return array.dtype
    }
    let formats = tensors.map(dtype(of:)) + arrays
    let format = formats.first.map { formats.dropFirst().reduce($0) { $0.promoted(with: $1) } }
    let rank = tensors.map(\.shape.rank).max()
    let isAlone = arguments.count(where: \.isSeveral) < 2
    let terms = try arguments.enumerated().map { place, argument in
      let term = try term(
        argument, as: isAlone ? "c" : .numbered("c", place + 1), beside: format, rank: rank)
      guard !keepsNumbers, let format, let number = argument.wholeNumber else { return term }
      return .number(format.startingAgain(Double(number)))
    }
    return meeting(try aligned(terms), arguments, beside: format)
  }

  /// Keras 3 makes whole numbers floats where they stand beside a float of Python's, and truth
  /// values whole numbers beside a whole one; TensorFlow takes neither.
  private func meeting(
    _ terms: [Term], _ arguments: [Argument<Signal>], beside format: DType?
  ) -> [Term] {
    guard let format, !format.isFloat, !isTensorFlow, terms.contains(where: \.isNumber) else {
      return terms
    }
    if arguments.contains(where: { $0.decimal != nil }) {
      return terms.map { $0.isNumber ? $0 : real($0) }
    }
    return format == .bool ? terms.map { $0.isNumber ? $0 : $0(Cast(.int32)) } : terms
  }

  func dtype(of term: Term) -> DType { (try? term.type().dtype) ?? .float32 }

  /// Whole numbers as floats, of the format that all layers are told to compute in, if there is one.
  func real(_ term: Term, _ format: DType = .float32) -> Term {
    dtype(of: term).isFloat ? term : term(Cast(eq.precision ?? format))
  }

  private func term(
    _ argument: Argument<Signal>, as name: Name, beside format: DType?, rank: Int?
  ) throws -> Term {
    if let number = argument.decimal {
      guard let format, !format.isFloat else { return .number(number) }
      return .number(isTensorFlow ? try whole(number, argument) : number)
    }
    switch argument {
    case .tensor(let signal): return signal.term
    case .number(let number):
      guard format?.isFloat ?? true || abs(number) < OperationCall.inexact else {
        throw misuse("of \(argument.text): whole numbers from 2^53 on are not computed exactly")
      }
      return .number(number)
    case .array, .list:
      guard let array = array(argument, beside: format) else {
        throw misuse("of \(argument.text) is not supported")
      }
      guard array.dtype.isFloat || array.elements.allSatisfy({ abs($0) < OperationCall.inexact })
      else {
        throw misuse(
          "of \(argument.text) with whole numbers from 2^53 on, which are not computed exactly")
      }
      return try constant(array, as: name, rank: rank ?? array.shape.rank)
    case .slice, .ellipsis, .none, .word:
      throw misuse("of \(argument.text) is not supported")
    }
  }

  /// 2⁵³: from here on a number of a file may have been another one.
  private static let inexact = 0x1p53

  /// A number beside whole ones, among which TensorFlow takes no other.
  private func whole(_ number: Double, _ argument: Argument<Signal>) throws -> Double {
    guard number == number.rounded() else {
      throw misuse("of whole numbers and \(argument.text) is not supported")
    }
    return number
  }

  /// An array that stands in the file, or a list of numbers as one; nil for anything else.
  ///
  /// TensorFlow makes a list what stands beside it; Keras 3 makes it int32 or float32 first.
  func array(_ argument: Argument<Signal>, beside format: DType?) -> Tensor? {
    if case .array(let array) = argument { return array }
    var dims: [Int] = []
    var level = argument
    while case .list(let list) = level, let first = list.first {
      dims.append(list.count)
      level = first
    }
    guard let numbers = argument.numbers(dims[...]), !numbers.isEmpty else { return nil }
    let own: DType = argument.holdsDecimals ? .float32 : .int32
    let dtype = isTensorFlow ? format ?? own : own
    guard dtype.isFloat || numbers.allSatisfy({ dtype.rounded($0) == $0 }) else { return nil }
    return Tensor(Shape(dims), dtype, numbers.map(dtype.rounded))
  }

  /// An array of the file, without the axis of length 1 that stands for the batch.
  private func constant(_ array: Tensor, as name: Name, rank: Int) throws -> Term {
    if array.shape.rank == 0, let number = array.elements.first {
      return .apply(Cast(array.dtype), [.number(number)])
    }
    guard array.shape.rank > rank else { return eq.constant(name, array) }
    guard array.shape.rank == rank + 1, array.shape[0] == 1,
      let one = array.reshaped(array.shape.removing(0))
    else { throw misuse("with an array \(array.shape) would mix samples") }
    return eq.constant(name, one)
  }

  /// Refuses tensors of different ranks, which Keras would align across the batch axis.
  func aligned(_ terms: [Term]) throws -> [Term] {
    let ranks = Set(terms.compactMap { $0.value?.isBatched == true ? $0.shape.rank : nil })
    guard ranks.count <= 1 else {
      let shapes = terms.map { "\($0.shape)" }.joined(separator: " and ")
      throw misuse("of samples \(shapes) would mix samples")
    }
    return terms
  }

  // MARK: Whole numbers

  /// A result of arithmetic: whole numbers that its format cannot hold start again at its other
  /// end, as on a processor.
  func wrapped(_ term: Term) -> Term { wrapped(term, to: dtype(of: term)) }

  func wrapped(_ term: Term, to dtype: DType) -> Term {
    let own = self.dtype(of: term)
    guard dtype == own else { return term(Cast(dtype)) }
    return [.int8, .int16, .int32, .uint8, .uint16, .uint32].contains(own) ? term(Cast(own)) : term
  }
}

extension DType {
  /// A whole number beside numbers of the format: of 8 or 16 bits what it cannot hold starts again at its other end.
  func startingAgain(_ number: Double) -> Double {
    guard [.int8, .int16, .uint8, .uint16].contains(self), let range = wholeRange,
      !range.contains(number)
    else { return number }
    let span = range.upperBound - range.lowerBound + 1
    return number - span * ((number - range.lowerBound) / span).rounded(.down)
  }
}
