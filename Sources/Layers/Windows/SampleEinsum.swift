import Terms

/// An einsum of one or two operands, `bij,bjk->bik`, as one of samples: the batch's letter is the first of every tensor's and of
/// the result's, and stands in no array of the file.
struct SampleEinsum {
  private let inputs: [[Character]]
  private let output: [Character]

  /// Nil where the batch would be mixed, a letter stands twice in an operand, or the ranks do not fit.
  init?(_ equation: String, ranks: [Int], isTensor: [Bool]) {
    let sides = equation.filter { $0 != " " }.split(
      separator: ">", omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].hasSuffix("-") else { return nil }
    let operands = sides[0].dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard operands.count == ranks.count else { return nil }
    var elided: Int?
    for (operand, (rank, isTensor)) in zip(operands, zip(ranks, isTensor))
    where operand.contains(".") {
      let count = rank + (isTensor ? 1 : 0) - operand.filter { $0 != "." }.count
      guard count >= 0, elided ?? count == count else { return nil }
      elided = count
    }
    let others = Array("0123456789".prefix(elided ?? 0))
    guard others.count == elided ?? 0 else { return nil }
    func letters(_ text: Substring) -> [Character]? {
      let front = text.prefix { $0 != "." }
      let dots = text.dropFirst(front.count).prefix { $0 == "." }
      let back = text.dropFirst(front.count + dots.count)
      let all = Array(front) + (dots.isEmpty ? [] : others) + Array(back)
      let isPlain = (front + back).allSatisfy { $0.isASCII && $0.isLetter }
      return isPlain && [0, 3].contains(dots.count) && Set(all).count == all.count ? all : nil
    }
    guard let result = letters(sides[1]), let batch = result.first else {
      return nil
    }
    var inputs: [[Character]] = []
    for (operand, (rank, isTensor)) in zip(operands, zip(ranks, isTensor)) {
      guard let all = letters(operand), all.count == rank + (isTensor ? 1 : 0) else { return nil }
      guard isTensor ? all.first == batch : !all.contains(batch) else { return nil }
      inputs.append(isTensor ? Array(all.dropFirst()) : all)
    }
    output = Array(result.dropFirst())
    let known = Set(inputs.flatMap { $0 })
    guard output.allSatisfy(known.contains) else { return nil }
    self.inputs = inputs
  }

  func term(_ operands: [Term]) -> Term {
    guard operands.count == 2 else {
      let alone = summed(operands[0], inputs[0], keeping: Set(output))
      return EinsumProduct.arranged(alone.term, alone.letters, output)
    }
    // What stands in one operand alone and not in the result is summed before.
    let first = summed(operands[0], inputs[0], keeping: Set(output + inputs[1]))
    let second = summed(operands[1], inputs[1], keeping: Set(output + inputs[0]))
    return EinsumProduct(input: first.letters, kernel: second.letters, output: output)
      .term(first.term, second.term)
  }

  private func summed(
    _ term: Term, _ letters: [Character], keeping kept: Set<Character>
  ) -> (term: Term, letters: [Character]) {
    let alone = letters.indices.filter { !kept.contains(letters[$0]) }
    guard !alone.isEmpty else { return (term, letters) }
    return (
      term(Reduce(.sum, axes: alone.map { $0 - letters.count })),
      letters.filter { kept.contains($0) }
    )
  }
}
