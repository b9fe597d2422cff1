import Equations
import Terms

/// An equation cut at its sums over samples.
struct Cut {
  private(set) var shares: [Piece.Part] = []
  /// What stands behind the sums; nil where the equation is a sum.
  private(set) var rest: Piece.Part?

  init(_ equation: Equation, _ program: Program, _ isSum: (Instruction) -> Bool) {
    let sums = equation.instructions.filter { isSum(program.instructions[$0]) }
    guard !sums.isEmpty else { return }
    let makers = Dictionary(
      equation.instructions.map { (program.instructions[$0].result, $0) },
      uniquingKeysWith: { first, _ in first })
    // What an instruction is made of within the equation, up to the sums before it.
    func parts(of last: Int) -> [Int] {
      var found: Set<Int> = [last]
      var next = [last]
      while let index = next.popLast() {
        for operand in program.instructions[index].operands {
          guard let maker = makers[operand], !sums.contains(maker), found.insert(maker).inserted
          else { continue }
          next.append(maker)
        }
      }
      return equation.instructions.filter(found.contains)
    }
    // The same sum may stand in an equation twice, and neither is made of the other.
    func withSums(_ term: Term, but own: Term?) -> Term {
      term.replacing { part in
        guard case .apply = part, part != own else { return nil }
        let sum = sums.first { program.instructions[$0].term == part }
        return sum.map { .value(program.values[program.instructions[$0].result]) }
      }
    }
    for sum in sums {
      let instruction = program.instructions[sum]
      var term = withSums(instruction.term, but: instruction.term)
      if instruction.op is OverSamples, let operand = term.children.first { term = operand }
      shares.append(
        Piece.Part(
          equation: equation.id, instructions: parts(of: sum),
          result: program.values[instruction.result], term: term, isShare: true))
    }
    guard let last = equation.instructions.last, !sums.contains(last) else { return }
    rest = Piece.Part(
      equation: equation.id, instructions: parts(of: last), result: equation.result,
      term: withSums(equation.term, but: nil), isShare: false)
  }
}
