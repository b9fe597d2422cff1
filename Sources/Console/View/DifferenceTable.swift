import Debugging
import Equations
import Tensors
import Terms

/// How two runs differ, as a person reads it.
extension Console {
  /// `lstm@1.f[3]: 0.8919 → 0`.
  func text(of change: Timeline.Change) -> String {
    let changed = zip(change.old.elements, change.new.elements).filter { $0.0 != $0.1 }
    guard let only = changed.first, changed.count == 1 else {
      return "\(change.place.visible): \(changed.count) numbers set"
    }
    let texts = [only.0, only.1].map { NumberFormat.exact($0, change.new.dtype) }
    return "\(change.place.visible): \(texts[0]) → \(texts[1])"
  }

  /// Computes two runs to the end and tells where they differ, and their outputs.
  func comparison(
    _ own: (run: Machine, name: String), _ other: (run: Machine, name: String), _ session: Session
  ) throws -> [String] {
    for (run, name) in [own, other] where try !run.runToEnd() {
      throw CommandError("interrupted before \(name) was computed")
    }
    let difference = try RunDifference(own.run, other.run, sample: session.sample)
    return lines(difference, own.run.program, own: own.name, other: other.name)
      + outputs([own.run, other.run], session, names: [own.name, other.name])
  }

  /// Which equations differ: where first, where most, and the numbers there.
  private func lines(
    _ difference: RunDifference, _ program: Program, own: String, other: String
  ) -> [String] {
    guard !difference.rows.isEmpty else {
      return ["no number differs: \(difference.compared) equations compared"]
    }
    var table = Table(["Equation", "First at", "Largest difference", "At", own, other])
    for row in difference.rows {
      let result = program.equations[row.equation].result
      let pair = row.largest
      table.add(
        [
          "\(program.frames[program.equations[row.equation].frame].path).\(result.name.unicode)",
          "tick \(row.first.moment.tick)",
          NumberFormat.short(pair.size),
          program.place(of: pair.moment) + "\(result.shape.index(of: pair.element))",
        ] + numbers(pair))
    }
    return table.lines(width: width)
      + ["\(difference.rows.count) of \(difference.compared) equations differ"]
  }

  /// Two numbers with as many digits as it takes to tell them apart.
  private func numbers(_ pair: RunDifference.Pair) -> [String] {
    let short = [pair.own, pair.other].map { NumberFormat.exact($0, .float32) }
    guard short[0] == short[1] else { return short }
    return [pair.own, pair.other].map { NumberFormat.exact($0, .float64) }
  }

  /// The outputs of runs beside each other, and whether the largest of them is another one.
  private func outputs(_ runs: [Machine], _ session: Session, names: [String]) -> [String] {
    let widest = names.map(\.columns).max() ?? 0
    var lines: [String] = []
    for (index, title) in session.model.outputNames.enumerated() {
      var places: [Int] = []
      for (run, name) in zip(runs, names) {
        guard run.program.outputs.indices.contains(index),
          let output = try? run.read(run.program.outputs[index], sample: session.sample)
        else { continue }
        let text = arrayText.oneLine(output, width: max(width - widest - title.columns - 8, 20))
        lines.append("\(title.visible)  \(name.filled(to: widest))  \(text)")
        let largest = output.elements.indices.max { output.elements[$0] < output.elements[$1] }
        if let largest, output.count > 1 { places.append(largest) }
      }
      if let first = places.first, let last = places.last, first != last {
        lines.append("the largest is element \(first) in \(names[0]), \(last) in \(names[1])")
      }
    }
    return lines
  }
}
