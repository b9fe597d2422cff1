import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// The numbers of a stop: operands, and the result.
struct StopNumbers {
  let presentation: Presentation

  init(_ presentation: Presentation) { self.presentation = presentation }

  /// Operands alone; small weights are shown in numbers.
  func lines(ofOperands operands: [Execution.Operand]) -> [String] {
    let isColumn = { (operand: Execution.Operand) in
      !operand.isWeight && operand.shape.rank == 1 && operand.shape.count > 1
    }
    // They are needed for the answer.
    let facts = operands.filter { !isColumn($0) }.flatMap { operand in
      if operand.isWeight, let tensor = operand.tensor, operand.shape.rank == 2 {
        return matrix(label(operand), tensor)
      }
      return pack([short(operand, share: 1)])
    }
    let columns = operands.filter(isColumn).compactMap { operand in
      operand.tensor.map { (label(operand), $0) }
    }
    return facts + rows(columns)
  }

  /// The most elements that the operands of a product may have to be shown worked out.
  private static let workedLimit = Execution.Operand.mostOfAWeight

  /// `[0 1]·[2 3] + [0.5] = [3.5]`, for small vectors.
  func worked(
    _ equation: Equation, _ operands: [Execution.Operand], _ result: (name: String, tensor: Tensor)
  ) -> [String]? {
    guard equation.term.contains(MatMul.self), presentation.formulaStyle.convention == .row,
      operands.reduce(0, { $0 + $1.shape.count }) <= StopNumbers.workedLimit
    else { return nil }
    var values: [String: String] = [:]
    for operand in operands {
      // A kernel of one column is a list of numbers, as one writes it by hand.
      let flat = operand.shape.rank == 2 && operand.shape.width == 1
      guard let tensor = flat ? operand.tensor?.reshaped([operand.shape.count]) : operand.tensor
      else {
        return nil
      }
      let text = presentation.stopText.oneLine(tensor, width: 10_000)
      values[label(operand)] = text
    }
    let left = equation.term.substituted(presentation.formulaStyle) { values[$0] }
    let right = presentation.stopText.oneLine(result.tensor, width: 10_000)
    let line = "  \(left) = \(right)"
    if line.columns <= presentation.width { return [line] }
    guard left.columns + 2 <= presentation.width else { return nil }
    return ["  \(left)", "  = \(right)"].allSatisfy({ $0.columns <= presentation.width })
      ? ["  \(left)", "  = \(right)"] : nil
  }

  /// Operands above the result, numbers in line; on a small screen packed.
  func lines(_ operands: [Execution.Operand], _ result: (name: String, tensor: Tensor)) -> [String]
  {
    let isColumn = { (operand: Execution.Operand) in
      !operand.isWeight && operand.shape == result.tensor.shape && operand.shape.rank == 1
    }
    let aligned = operands.filter(isColumn)
    let others = operands.filter { !isColumn($0) }
    var lines = pack(others.map(fact))
    if result.tensor.shape.rank > 1 {
      lines += pack(aligned.map(fact))
      return lines + matrix(result.name, result.tensor)
    }
    if aligned.count > 1, presentation.packsOperands {
      lines += pack(aligned.map { short($0, share: 2) })
      return lines + rows([(result.name, result.tensor)])
    }
    let columns = aligned.compactMap { operand in operand.tensor.map { (label(operand), $0) } }
    return lines + rows(columns + [(result.name, result.tensor)])
  }

  private func rows(_ rows: [(label: String, tensor: Tensor)]) -> [String] {
    var aligned = AlignedRows(presentation.stopText)
    for row in rows { aligned.add(row.label, row.tensor) }
    let width = presentation.room - 2
    guard presentation.hasSparklines else { return aligned.lines(width: width).map { "  " + $0 } }
    let sparkline = Sparkline(
      rows.flatMap(\.tensor.elements), usesASCII: presentation.usesASCII)
    let bars = rows.map { $0.tensor.count > 1 ? sparkline.text($0.tensor) : "" }
    let lines = aligned.lines(width: max(width - (bars.map(\.count).max() ?? 0) - 2, 20))
    let end = lines.map(\.columns).max() ?? 0
    return zip(lines, bars).map { line, bar in
      bar.isEmpty ? "  \(line)" : "  \(line.filled(to: end))  \(bar)"
    }
  }

  private func matrix(_ name: String, _ tensor: Tensor) -> [String] {
    let label = "  \(name) \(tensor.shape) = "
    let lines = presentation.stopText.lines(tensor, indent: label.columns)
    guard let first = lines.first else { return [] }
    return [label + first] + lines.dropFirst()
  }

  /// `x = [0 1]`, or the shape alone where the numbers are many: `W (2, 32)`.
  private func fact(_ operand: Execution.Operand) -> String {
    if operand.isWeight { return presentation.weightFact(label(operand), operand.shape) }
    return short(operand, share: 3)
  }

  private func short(_ operand: Execution.Operand, share: Int) -> String {
    guard let tensor = operand.tensor, operand.shape.rank <= 1 else {
      return "\(label(operand)) \(operand.shape)"
    }
    let room = presentation.cuts ? presentation.width / share - label(operand).columns - 5 : 100_000
    if tensor.count > 1, tensor.elements.allSatisfy({ $0 == 0 }) {
      return "\(label(operand)) = 0 \(operand.shape)"
    }
    return "\(label(operand)) = \(presentation.stopText.oneLine(tensor, width: max(room, 12)))"
  }

  /// Facts beside each other, as many as a line takes.
  private func pack(_ facts: [String]) -> [String] {
    var lines: [String] = []
    for fact in facts {
      if let last = lines.last, last.columns + 3 + fact.columns <= presentation.width {
        lines[lines.count - 1] = last + "   " + fact
      } else {
        lines.append("  " + fact)
      }
    }
    return lines
  }

  private func label(_ operand: Execution.Operand) -> String {
    operand.term.formula(presentation.formulaStyle).text
  }
}
