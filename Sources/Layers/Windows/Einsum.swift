/// The axes of an einsum of two operands, `ab…x,xy->ab…y`, as letters: those of the first operand and of the result without
/// the batch's, which is the first of both.
struct Einsum {
  let input, kernel, output: [Character]
  /// How many axes of the input `…` stands for, the batch's among them where it stands in front.
  let elided: Int
  let isElidedInFront: Bool

  /// Nil where the equation has another form than Keras takes, or does not fit an input of so many axes, the batch's among
  /// them.
  init?(_ equation: String, rank: Int) {
    let sides = equation.filter { $0 != " " }.split(
      separator: ">", omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].hasSuffix("-") else { return nil }
    let operands = sides[0].dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard operands.count == 2 else { return nil }
    let (first, result) = (operands[0], sides[1])
    let isInFront = first.hasPrefix("...") && result.hasPrefix("...")
    let isBehind = !isInFront && first.hasSuffix("...") && result.hasSuffix("...")
    func letters(_ text: Substring) -> [Character]? {
      Einsum.letters(isInFront ? text.dropFirst(3) : isBehind ? text.dropLast(3) : text)
    }
    guard let read = letters(first), let given = letters(result),
      let kernel = Einsum.letters(operands[1])
    else { return nil }
    let elided = rank - read.count
    // Digits are no letters, so that they may stand for what is left out.
    let others = Array("0123456789".prefix(max(elided, 0)))
    guard others.count == elided, elided == 0 || isInFront || isBehind else { return nil }
    let input = isInFront ? others + read : read + others
    let output = isInFront ? others + given : given + others
    guard let batch = input.first, output.first == batch, !kernel.contains(batch),
      output.allSatisfy(Set(input + kernel).contains),
      kernel.allSatisfy(Set(input + output).contains)
    else { return nil }
    self.input = Array(input.dropFirst())
    self.kernel = kernel
    self.output = Array(output.dropFirst())
    self.elided = elided
    isElidedInFront = isInFront
  }

  /// The letters of an operand; nil where one stands twice, or something else is among them.
  private static func letters(_ text: Substring) -> [Character]? {
    let letters = Array(text)
    return letters.allSatisfy { $0.isASCII && $0.isLetter } && Set(letters).count == letters.count
      ? letters : nil
  }
}
