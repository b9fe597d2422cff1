import Equations
import Tensors
import Terms

/// Lengths compared and chosen among, as `K.switch` and what looks at the shape of its input do.
extension OperationCall {
  /// Two lengths compared, where the answer is the same however many samples are fed.
  func compared(
    _ op: some Op, _ body: (Int, Int) -> Bool
  ) throws -> MadeLengths {
    try joined({ .apply(op, [$0, $1]) }, keepsFormat: false) { a, b in
      if a.perSample == b.perSample {
        // As many samples on both sides.
        return Length(fixed: body(a.fixed, b.fixed) ? 1 : 0)
      }
      let (few, many) = (
        body(a.perSample + a.fixed, b.perSample + b.fixed),
        body(a.perSample * OperationCall.most, b.perSample * OperationCall.most)
      )
      let isEquality = op is Equal || op is NotEqual
      guard few == many, !isEquality else {
        throw misuse("of the number of samples is not supported: the answer depends on it")
      }
      return Length(fixed: few ? 1 : 0)
    }
  }

  /// Of two lists of lengths the one or the other in every place.
  func chosenAmongLengths() throws -> MadeLengths {
    let sides = try given([["condition"], ["x"], ["y"]])
    let lists = try sides.map { try lengths($0, "a length") }
    let count = lists.map(\.count).max() ?? 0
    guard lists.allSatisfy({ $0.count == count || $0.count == 1 }) else {
      throw misuse("of unlike numbers of lengths")
    }
    let made = try (0..<count).map { index -> Length in
      let all = lists.map { $0[$0.count == 1 ? 0 : index] }
      guard let holds = all[0].known else { throw misuse("of the number of samples") }
      return holds != 0 ? all[1] : all[2]
    }
    let dtype = sides.dropFirst().flatMap(\.tensors).first.map { self.dtype(of: $0.term) } ?? .int32
    let terms = try zip(sides, lists).map { side, list in
      if case .tensor(let signal) = side { return signal.term }
      return try eq.numbers(of: Lengths(list), dtype)
    }
    let isOne = sides.allSatisfy { $0.tensors.first?.term.shape.rank ?? 0 == 0 }
    let y = Term.select(terms[0], terms[1], terms[2])
    return (isOne ? made.first.map { Lengths(one: $0) } ?? Lengths(made) : Lengths(made), y)
  }

  /// As many times the same number as there are lengths.
  func alike(_ number: Int) throws -> MadeLengths {
    let (lengths, term) = try operandLengths(["input", "tensor", "x"])
    for name in ["optimize", "layout"] { _ = argument([name]) }
    let all = lengths.list.map { _ in Length(fixed: number) }
    let made = lengths.isOne ? Lengths(one: Length(fixed: number)) : Lengths(all)
    return (made, try eq.numbers(of: made, dtype(of: term)))
  }
}
