import Checks
import Tensors

/// A diagnosis in words: what was done, in which equation, the right and the wrong formula, the
/// numbers, and how to check it.
struct DiagnosisText {
  let diagnosis: Diagnosis
  /// How a line of the debugger is to be reached: at the prompt the commands themselves.
  let commands: ([String]) -> String

  private var places: String {
    var seen: Set<String> = []
    return diagnosis.given.map(\.place).filter { seen.insert($0).inserted }.map(\.visible).listed
  }

  /// Lines that may be wrapped, each with its mark.
  var lines: [(text: String, mark: Style.Mark?)] {
    var lines: [(text: String, mark: Style.Mark?)]
    switch diagnosis.verdict {
    case .right: lines = [("right: \(places) \(agrees) with the model", .good)]
    case .mistake: lines = mistake
    case .ambiguous: lines = ambiguous
    case .unknown: lines = unknown
    }
    if let leaves = diagnosis.leaves {
      let before = leaves.lastRight.map { "; \($0.visible), before it, is right" } ?? ""
      lines.append(("the numbers leave the right path at \(leaves.place.visible)\(before)", nil))
    }
    return lines + diagnosis.remarks.map { ($0, .dim) }
  }

  private var agrees: String { diagnosis.given.count == 1 ? "agrees" : "agree" }

  private var mistake: [(text: String, mark: Style.Mark?)] {
    guard let best = diagnosis.candidates.first else { return [] }
    return [("\(best.id): \(best.title.visible)", .bad)] + details(best, checks: true)
  }

  private var ambiguous: [(text: String, mark: Style.Mark?)] {
    let fitting = diagnosis.fitting
    guard fitting.count > 1 else {
      return mistake.enumerated().map { index, line in
        index == 0 ? ("perhaps \(line.text)", line.mark) : line
      }
    }
    var lines: [(text: String, mark: Style.Mark?)] = [
      ("one of these; all of them give your numbers:", .bad)
    ]
    for (index, candidate) in fitting.enumerated() {
      lines.append(("\(candidate.id): \(candidate.title.visible)", nil))
      lines += details(candidate, checks: index == 0)
    }
    if let telling = diagnosis.telling {
      let index = telling.index.isEmpty ? "" : "\(telling.index)"
      let sample = diagnosis.isOfSeveralSamples ? " of sample \(telling.sample)" : ""
      lines.append(
        ("\(telling.place.visible)\(index)\(sample) would tell: what do you have there?", .good))
      for (id, number) in telling.numbers {
        lines.append(("  \(DiagnosisText.number(number))  \(id)", nil))
      }
    } else if diagnosis.otherInputTells {
      lines.append(
        ("on this input they cannot be told apart; another one would, random(seed=1) say", .dim))
    } else {
      lines.append(("on this model they are the same computation", .dim))
    }
    return lines
  }

  private var unknown: [(text: String, mark: Style.Mark?)] {
    guard !diagnosis.given.isEmpty else {
      // Another shape: the remarks say which.
      return [("the shape is another than that place has", .bad)]
    }
    let singles = diagnosis.tried.singles
    let pairs = diagnosis.tried.pairs > 0 ? " and \(diagnosis.tried.pairs) pairs" : ""
    var lines: [(text: String, mark: Style.Mark?)] = [
      ("none of the known mistakes gives these numbers (\(singles) mistakes\(pairs) tried)", .bad)
    ]
    if let nearest = diagnosis.candidates.first, nearest.distance < 1 {
      let share = nearest.distance < 0.005 ? "less than 1%" : NumberFormat.percent(nearest.distance)
      lines.append(("nearest is \(nearest.id), \(nearest.title.visible)", nil))
      lines.append(("  its numbers are \(share) as far from yours as the right ones are", nil))
      if let number = nearest.number { lines.append((text(number), nil)) }
    } else {
      lines.append(("none comes nearer than the right numbers do", nil))
    }
    if diagnosis.given.count == 1 {
      lines.append(
        ("Give a value on the way, such as a layer's output, to see where the numbers part.", .dim))
    }
    return lines
  }

  /// Formulas, numbers and the check, under a mistake's title.
  private func details(
    _ candidate: Diagnosis.Candidate, checks: Bool
  ) -> [(text: String, mark: Style.Mark?)] {
    var lines: [(text: String, mark: Style.Mark?)] = []
    for contrast in candidate.contrasts.prefix(3) {
      lines.append(("  \(contrast.place.visible)", .dim))
      lines.append(("    right  \(contrast.right.visible)", nil))
      lines.append(("    yours  \(contrast.wrong.visible)", nil))
    }
    if candidate.contrasts.count > 3 {
      lines.append(("    and \(candidate.contrasts.count - 3) more equations", .dim))
    }
    guard checks else { return lines }
    if let number = candidate.number { lines.append((text(number), nil)) }
    if let check = check(candidate) { lines.append(("  to check: \(check)", .dim)) }
    return lines
  }

  private func text(_ number: Diagnosis.Number) -> String {
    let index = number.index.isEmpty ? "" : "\(number.index)"
    let sample = diagnosis.isOfSeveralSamples ? " of sample \(number.sample)" : ""
    let texts = [number.user, number.right, number.mistaken].map(DiagnosisText.number)
    return "  \(number.place.visible)\(index)\(sample): yours \(texts[0]), right \(texts[1]), "
      + "with this mistake \(texts[2])"
  }

  /// Commands that lead to the changed equation and compute it as the mistake does.
  private func check(_ candidate: Diagnosis.Candidate) -> String? {
    guard let first = candidate.contrasts.first, !first.place.contains(" "),
      first.place != "output"
    else { return nil }
    let sample = candidate.number?.sample ?? 0
    let focus = diagnosis.isOfSeveralSamples && sample > 0 ? ["sample \(sample)"] : []
    let look = first.typed.map { "print \($0.visible)" } ?? "list"
    return commands(focus + ["goto \(first.place.visible)", look])
  }

  private static func number(_ number: Double) -> String { NumberFormat.exact(number, .float32) }
}

extension Diagnosis {
  fileprivate var isOfSeveralSamples: Bool {
    Set(given.flatMap(\.samples)).count > 1
  }
}
