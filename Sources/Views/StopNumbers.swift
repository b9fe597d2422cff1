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
      let label = label(operand)
      return pack([short(operand, room: presentation.room - label.columns - 5)])
    }
    let columns = operands.filter(isColumn).compactMap { operand in
      operand.tensor.map { (label(operand), $0) }
    }
    return facts + rows(columns)
  }

  /// The most elements that the operands of a product may have to be shown worked out.
  private static let workedLimit = Execution.Operand.mostOfAWeight
  /// The widest line that is read as one formula: longer ones have their numbers below each other on wide screens too.
  private static let workedWidth = 80

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
    let width = min(presentation.width, StopNumbers.workedWidth)
    if line.columns <= width { return [line] }
    let lines = ["  \(left)", "  = \(right)"]
    return lines.allSatisfy({ $0.columns <= width }) ? lines : nil
  }

  // MARK: Operands and result

  /// Operands above the result, numbers in line; on a small screen beside each other where they fit
  /// whole. Nothing is left out for which the screen has room.
  func lines(
    _ operands: [Execution.Operand], _ result: (name: String, tensor: Tensor),
    of equation: Equation
  ) -> [String] {
    let weights = SmallOperands(operands, presentation)
    var facts: [Execution.Operand] = []
    var columns: [(label: String, tensor: Tensor)] = []
    var blocks: [(label: String, tensor: Tensor)] = []
    for operand in operands {
      guard let tensor = operand.tensor, weights.shows(operand) else {
        facts.append(operand)
        continue
      }
      let isVector = result.tensor.shape.rank == 1
      if isVector, operand.shape == result.tensor.shape {
        columns.append((label(operand), tensor))
      } else if operand.shape.rank < 2 {
        facts.append(operand)
      } else if isVector, result.tensor.count > 1, let rows = weights.rows(operand, tensor),
        rows.first?.tensor.shape == result.tensor.shape
      {
        columns += rows
      } else {
        blocks.append((label(operand), tensor))
      }
    }
    var lines = self.facts(facts, of: equation) + blocks.flatMap { matrix($0.label, $0.tensor) }
    if result.tensor.shape.rank > 1 {
      return lines + matrix(result.name, result.tensor)
    }
    if let packed = packed(columns) {
      lines += packed
      columns = []
    }
    return lines + rows(columns + [(result.name, result.tensor)])
  }

  /// Vectors beside each other, where that is asked for and two of them fit a line whole.
  private func packed(_ columns: [(label: String, tensor: Tensor)]) -> [String]? {
    guard presentation.packsOperands, columns.count > 1 else { return nil }
    let texts = columns.map { presentation.fact($0.label, $0.tensor, room: 2 * presentation.room) }
    guard texts.allSatisfy({ 2 * ($0.columns + 3) <= presentation.width }) else { return nil }
    return pack(texts)
  }

  private func rows(_ rows: [(label: String, tensor: Tensor)]) -> [String] {
    var aligned = AlignedRows(presentation.stopText)
    for row in rows { aligned.add(row.label, row.tensor) }
    let width = presentation.room - 2
    guard presentation.hasSparklines else {
      return aligned.lines(width: width, most: max(presentation.height - 6, 4)).map { "  " + $0 }
    }
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
    presentation.stopText.lines(tensor, behind: "  \(name) \(tensor.shape) = ")
  }

  // MARK: Facts

  /// `x = [0 1]   W (2, 32)` beside each other; a vector that is longer than a line on lines of its
  /// own.
  private func facts(_ operands: [Execution.Operand], of equation: Equation) -> [String] {
    var lines: [String] = []
    var beside: [String] = []
    for operand in operands {
      let fact = fact(operand, of: equation)
      if fact.columns + 2 <= presentation.room {
        beside.append(fact)
      } else if let tensor = operand.tensor {
        lines += pack(beside)
        beside = []
        var long = AlignedRows(presentation.stopText)
        long.add(label(operand), tensor)
        let most = max(presentation.height / 4, 2)
        lines += long.lines(width: presentation.room - 2, most: most).map { "  " + $0 }
      }
    }
    return lines + pack(beside)
  }

  /// `x = [0 1]`, or the shape alone of a matrix or of a weight of many numbers: `W (2, 32)`.
  private func fact(_ operand: Execution.Operand, of equation: Equation) -> String {
    if operand.isWeight {
      return presentation.weightFact(label(operand), operand.shape, in: equation)
    }
    return short(operand, room: 2 * presentation.room)
  }

  private func short(_ operand: Execution.Operand, room: Int) -> String {
    guard let tensor = operand.tensor, operand.shape.rank <= 1 else {
      return "\(label(operand)) \(operand.shape)"
    }
    return presentation.fact(label(operand), tensor, room: room)
  }

  /// Facts beside each other, each in the first line that has room for it.
  private func pack(_ facts: [String]) -> [String] {
    var lines: [String] = []
    for fact in facts {
      if let place = lines.firstIndex(where: {
        $0.columns + 3 + fact.columns <= presentation.width
      }) {
        lines[place] += "   " + fact
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
