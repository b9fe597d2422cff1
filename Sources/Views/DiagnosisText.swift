import Checks
import Containers
import Tensors
import Terminal

/// A diagnosis in words: what was done, in which equation, the right and the wrong formula, the
/// numbers, and how to check it.
package struct DiagnosisText {
  let diagnosis: Diagnosis
  /// Commands of the debugger as they are to be typed: at its prompt, or in a shell.
  let commands: ([String]) -> String
  /// How numbers of a place are named: `diagnose output[1] = 0.3`.
  let naming: (_ place: String) -> String

  package init(
    diagnosis: Diagnosis, naming: @escaping (String) -> String,
    commands: @escaping ([String]) -> String
  ) {
    (self.diagnosis, self.naming, self.commands) = (diagnosis, naming, commands)
  }

  /// One line: what stands before it, and before its further lines as blanks.
  private struct Line {
    var label = ""
    let text: String
    var mark: Style.Mark?
  }

  /// The text, broken at a width; nil leaves lines as long as they are.
  package func lines(width: Int?) -> [String] {
    all.flatMap { line -> [String] in
      var lines =
        width.map { line.text.wrapped(after: line.label, to: $0) } ?? [line.label + line.text]
      if let mark = line.mark { lines = lines.map { $0.marked(mark) } }
      return lines
    }
  }

  private var all: [Line] {
    var lines: [Line]
    switch diagnosis.verdict {
    case .right:
      let verb = diagnosis.given.count == 1 ? "agrees" : "agree"
      lines = [Line(text: "right: \(places) \(verb) with the model", mark: .good)]
    case .mistake: lines = mistake
    case .ambiguous: lines = ambiguous
    case .unknown: lines = unknown
    }
    if let leaves = diagnosis.leaves {
      let before = leaves.lastRight.map { "; \($0.visible), before it, is right" } ?? ""
      lines.append(
        Line(text: "the numbers leave the right path at \(leaves.place.visible)\(before)"))
    }
    lines += diagnosis.remarks.map { Line(text: $0.visible, mark: .dim) }
    if let other = diagnosis.otherPlace {
      lines.append(Line(text: "If they are meant to be of it: \(naming(other).visible)"))
    }
    if let part = diagnosis.part {
      lines.append(Line(text: "An index says which part they are of: \(naming(part).visible)"))
    }
    return lines
  }

  private var places: String {
    var seen: Set<String> = []
    return diagnosis.given.map(\.name).filter { seen.insert($0).inserted }.map(\.visible).listed
  }

  // MARK: Verdicts

  private var mistake: [Line] {
    guard let best = diagnosis.candidates.first else { return [] }
    return [Line(label: "\(best.id): ", text: best.title.visible, mark: .bad)]
      + likewise + formulas(best) + numbers(best) + check(best)
  }

  /// The same mistake in another size, where that gives the same numbers.
  private var likewise: [Line] {
    let others = diagnosis.fitting.dropFirst()
    guard diagnosis.verdict == .mistake, !others.isEmpty else { return [] }
    let list = others.map { "\($0.title) (\($0.id))" }.listed
    return [Line(label: "  ", text: "or, with the same numbers here: \(list.visible)", mark: .dim)]
  }

  private var ambiguous: [Line] {
    let fitting = diagnosis.fitting
    guard fitting.count > 1, let first = fitting.first else {
      return [Line(text: "perhaps:", mark: .bad)] + mistake
    }
    var lines = [Line(text: "one of these; all of them give your numbers:", mark: .bad)]
    for candidate in fitting {
      lines.append(Line(label: "\(candidate.id): ", text: candidate.title.visible))
      lines += formulas(candidate)
    }
    lines += numbers(first)
    guard let telling = diagnosis.telling else {
      let text =
        diagnosis.otherInputTells
        ? "on this input they cannot be told apart; on another one they can: random(seed=1), say"
        : "on this model they give the same numbers"
      return lines + [Line(text: text, mark: .dim)]
    }
    let place = place(telling.place, telling.sample, telling.index)
    lines.append(Line(text: "\(place) would tell: what do you have there?", mark: .good))
    let texts = NumberFormat().column(telling.numbers.map(\.number))
    for (text, (id, _)) in zip(texts, telling.numbers) {
      lines.append(Line(label: "  \(text)  ", text: id))
    }
    return lines
  }

  private var unknown: [Line] {
    guard !diagnosis.given.isEmpty else {
      // The remarks say which shape it is.
      return [Line(text: "the shape is another than that place has", mark: .bad)]
    }
    guard !diagnosis.isNothing else { return [Line(text: "nothing but zeros", mark: .bad)] }
    let (singles, couples) = (diagnosis.tried.singles, diagnosis.tried.pairs)
    let pairs = couples > 0 ? " and \(couples) \(couples == 1 ? "pair" : "pairs")" : ""
    let were = singles == 1 && couples == 0 ? "was" : "were"
    let tried = "\(singles) \(singles == 1 ? "mistake" : "mistakes")\(pairs) \(were) tried"
    var lines = [
      Line(text: "none of the known mistakes gives these numbers; \(tried)", mark: .bad)
    ]
    if let nearest = diagnosis.nearest {
      let percent = NumberFormat.percent(nearest.distance)
      let share = nearest.distance < 0.005 ? "less than 1%" : percent
      lines.append(Line(label: "nearest is \(nearest.id): ", text: nearest.title.visible))
      lines.append(
        Line(label: "  ", text: "its numbers are \(share) as far from yours as the right ones are"))
      lines += numbers(nearest)
    } else {
      let comes = (diagnosis.candidates.first?.distance ?? 1) < 1
      lines.append(
        Line(
          text: comes
            ? "none comes so near that it could not be chance"
            : "none comes nearer than the right numbers do"))
    }
    guard diagnosis.given.count == 1 else { return lines }
    let advice =
      "Give a value on the way, such as a layer's output, to see where the numbers part."
    return lines + [Line(text: advice, mark: .dim)]
  }

  // MARK: Parts

  /// The right and the wrong formula of every equation that was changed.
  private func formulas(_ candidate: Diagnosis.Candidate) -> [Line] {
    let shown = candidate.contrasts.prefix(3)
    let lines = shown.flatMap { contrast in
      [
        Line(label: "  ", text: contrast.place.visible, mark: .dim),
        Line(label: "    right  ", text: contrast.right.visible),
        Line(label: "    yours  ", text: contrast.wrong.visible),
      ]
    }
    let rest = candidate.contrasts.count - shown.count
    guard rest > 0 else { return lines }
    let noun = rest == 1 ? "equation" : "equations"
    return lines + [Line(label: "  ", text: "and \(rest) more \(noun) likewise", mark: .dim)]
  }

  /// The number that tells most: the user's, the right one, and the mistake's.
  private func numbers(_ candidate: Diagnosis.Candidate) -> [Line] {
    guard let number = candidate.number else { return [] }
    var format = NumberFormat()
    var texts = format.column([number.user, number.right, number.mistaken])
    while format.precision < 9, texts[1] == texts[2] {
      // As many digits as it takes to tell the right number from the mistake's.
      format.precision += 1
      texts = format.column([number.user, number.right, number.mistaken])
    }
    return [
      Line(label: "  ", text: place(number.place, number.sample, number.index), mark: .dim),
      Line(label: "    yours           ", text: texts[0].trimmed),
      Line(label: "    right           ", text: texts[1].trimmed),
      Line(label: "    the mistake's   ", text: texts[2].trimmed),
    ]
  }

  /// `lstm@2.f[3] of sample 1`.
  private func place(_ place: String, _ sample: Int, _ index: [Int]) -> String {
    let isOneOfMany = Set(diagnosis.given.flatMap(\.samples)).count > 1
    return place.visible + (index.isEmpty ? "" : "\(index)")
      + (isOneOfMany ? " of sample \(sample)" : "")
  }

  /// Commands that lead to the changed equation and compute it as the mistake does.
  private func check(_ candidate: Diagnosis.Candidate) -> [Line] {
    guard let first = candidate.contrasts.first, !first.place.contains(" "),
      first.place != "output"
    else { return [] }
    let isOneOfMany = Set(diagnosis.given.flatMap(\.samples)).count > 1
    let sample = candidate.number?.sample ?? 0
    // The timestep that was asked for, where the equation is the same.
    let asked = diagnosis.given.first { $0.place.withoutTimesteps == first.place }?.place
    var typed = isOneOfMany && sample > 0 ? ["sample \(sample)"] : []
    typed.append("goto \((asked ?? first.place).visible)")
    typed.append(first.typed.map { "print \($0.visible)" } ?? "list")
    return [Line(label: "  to check: ", text: commands(typed), mark: .dim)]
  }
}

extension String {
  /// `lstm.C` of `lstm@1.C`.
  fileprivate var withoutTimesteps: String {
    var result = ""
    var isTimestep = false
    for character in self {
      if character == "@" { isTimestep = true }
      if isTimestep, character == "." || character == "/" { isTimestep = false }
      if !isTimestep { result.append(character) }
    }
    return result
  }
}
