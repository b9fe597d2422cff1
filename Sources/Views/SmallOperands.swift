import Debugging
import Tensors
import Terms

/// Which operands of a stop are shown in numbers: vectors, and weights and matrices that have few.
struct SmallOperands {
  private let presentation: Presentation
  private let showsWeights, showsMatrices: Bool

  /// The most numbers that all weights, and all other matrices, may have to be shown.
  private static let most = Execution.Operand.mostOfAWeight
  /// The most rows of a weight that is shown.
  private static let mostRows = 4

  init(_ operands: [Execution.Operand], _ presentation: Presentation) {
    self.presentation = presentation
    func count(_ operands: [Execution.Operand]) -> Int {
      operands.reduce(0) { $0 + $1.shape.count }
    }
    showsWeights = count(operands.filter(\.isWeight)) <= SmallOperands.most
    let matrices = operands.filter { !$0.isWeight && $0.shape.rank > 1 }
    showsMatrices =
      count(matrices) <= SmallOperands.most && matrices.allSatisfy { $0.shape.rank == 2 }
  }

  /// Whether an operand's numbers are shown.
  func shows(_ operand: Execution.Operand) -> Bool {
    if operand.isWeight {
      let isLow = operand.shape.rank < 2 || operand.shape[0] <= SmallOperands.mostRows
      return showsWeights && operand.shape.rank <= 2 && isLow
    }
    return operand.shape.rank < 2 || showsMatrices
  }

  /// The rows of a weight, named as they are typed, so that a column stands above its unit:
  /// `W[0]`, `W[1]`; nil of other matrices.
  func rows(
    _ operand: Execution.Operand, _ tensor: Tensor
  ) -> [(label: String, tensor: Tensor)]? {
    guard operand.isWeight, operand.shape.rank == 2 else { return nil }
    let name = operand.term.formula(presentation.formulaStyle).text
    return (0..<operand.shape[0]).compactMap { index in
      tensor.row(index).map { ("\(name)[\(index)]", $0) }
    }
  }
}
