import Debugging
import Equations
import Terms

/// Numbers that are 0 without exception, where the right ones are not: seldom what a wrong formula gives.
extension Trial {
  /// Whether all of several numbers are 0, and some of the right ones are not.
  var isAllZero: Bool {
    exact.user.count > 1 && exact.user.allSatisfy { $0 == 0 } && exact.right.contains { $0 != 0 }
  }

  /// What is likely then, in place of the mistakes that come to 0 by chance.
  func nothingThere() -> Diagnosis {
    var words = [
      "All \(exact.user.count) of your numbers are 0. That is seldom a wrong formula: look first whether the array was filled at all, or was shown before it was."
    ]
    let place = given.first?.place ?? ""
    if phase(place) == .backward {
      words.append(
        "A gradient is 0 where nothing comes back: a relu of which every z is below 0 (a dead layer), a loss that was cut off from the layer, slopes that were set to 0 and never added to."
      )
    } else if phase(place) == .update {
      words.append(
        "A weight after a step is what it was, less a little: look whether the step was written in its place, or a new array that is still empty."
      )
    } else if hasRelu(before: place) {
      words.append(
        "A relu before it gives 0 where its z is below 0, and zeros everywhere where all of them are. Give that z to see whether it is so."
      )
    }
    return Diagnosis(
      verdict: .unknown, candidates: [], given: given, leaves: nil, telling: nil,
      otherInputTells: false, remarks: words, tried: Diagnosis.Tried(singles: 0, pairs: 0),
      isNothing: true)
  }

  /// What of a step the equation of a place belongs to; nil where there is none.
  private func phase(_ place: String) -> Phase? {
    guard let found = try? experiment.right.lookup(place, in: .model), let id = found.equation
    else {
      return nil
    }
    let program = experiment.right.program
    return program.phase(of: program.frames[program.equations[id].frame])
  }

  /// Whether an equation up to the place's is a relu.
  private func hasRelu(before place: String) -> Bool {
    let program = experiment.right.program
    let last =
      (try? experiment.right.lookup(place, in: .model))?.equation ?? program.equations.count - 1
    return program.equations.prefix(last + 1).contains { equation in
      equation.term.contains { $0.operand(of: Relu.self) != nil }
    }
  }
}
