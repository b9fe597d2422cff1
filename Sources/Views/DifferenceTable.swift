import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms

/// How two runs that were computed to the end differ, and their outputs.
package struct DifferenceTable {
  let presentation: Presentation
  let session: Session
  let own, other: (run: Machine, name: String)

  package init(
    _ presentation: Presentation, _ session: Session, own: (run: Machine, name: String),
    other: (run: Machine, name: String)
  ) {
    (self.presentation, self.session) = (presentation, session)
    (self.own, self.other) = (own, other)
  }

  package func lines() throws -> [String] {
    let difference = try RunDifference(own.run, other.run, sample: session.sample)
    return lines(difference, own.run.program) + outputs
  }

  /// Which equations differ: where first, where most, and the numbers there.
  private func lines(_ difference: RunDifference, _ program: Program) -> [String] {
    guard !difference.rows.isEmpty else {
      return ["no number differs: \(difference.compared) equations compared"]
    }
    var table = Table(["Equation", "First tick", "Largest", "At", own.name, other.name])
    for row in difference.rows {
      let result = program.equations[row.equation].result
      let pair = row.largest
      table.add(
        [
          "\(program.frames[program.equations[row.equation].frame].path).\(result.name.ascii)",
          String(row.first.moment.tick),
          NumberFormat.short(pair.size),
          pair.moment.steps.map { "@\($0)" }.joined() + "\(result.shape.index(of: pair.element))",
        ] + numbers(pair))
    }
    return table.lines(width: presentation.room, shrinking: [0])
      + ["\(difference.rows.count) of \(difference.compared) equations differ"]
  }

  /// Two numbers with as many digits as it takes to tell them apart.
  private func numbers(_ pair: RunDifference.Pair) -> [String] {
    let short = [pair.own, pair.other].map { NumberFormat.exact($0, .float32) }
    guard short[0] == short[1] else { return short }
    return [pair.own, pair.other].map { NumberFormat.exact($0, .float64) }
  }

  /// The outputs of runs beside each other, and whether the largest of them is another one.
  private var outputs: [String] {
    let (runs, names) = ([own.run, other.run], [own.name, other.name])
    let widest = names.map(\.columns).max() ?? 0
    var lines: [String] = []
    for (index, title) in session.model.outputNames.enumerated() {
      var places: [Int] = []
      for (run, name) in zip(runs, names) {
        guard run.program.outputs.indices.contains(index),
          let output = try? run.read(run.program.outputs[index], sample: session.sample)
        else { continue }
        let room = presentation.width - widest - title.columns - 8
        let text = presentation.arrayText.oneLine(output, width: max(room, 20))
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

extension Timeline.Change {
  /// `lstm@1.f[3]: 0.8919 → 0`.
  package var text: String {
    let changed = zip(old.elements, new.elements).filter { $0.0 != $0.1 }
    guard let only = changed.first, changed.count == 1 else {
      return "\(place.visible): \(changed.count) numbers set"
    }
    let texts = [only.0, only.1].map { NumberFormat.exact($0, new.dtype) }
    return "\(place.visible): \(texts[0]) → \(texts[1])"
  }
}
