import Console
import Debugging
import Equations
import Tensors
import Terms

/// Questions whose answers are a letter, a sign or a timestep.
extension Quiz {
  func gradeChoice(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> Grade {
    switch question.kind {
    case .sign: return try gradeSign(text, question, machine)
    case .timestep: return try gradeTimestep(text, question, machine)
    default: return try gradeLetter(text, question, machine)
    }
  }

  private func gradeLetter(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> Grade {
    guard let choices = question.choices else { return .unreadable("there is nothing to choose") }
    let typed = Grading.typed(text)
    var choice = choices.choice(text)
    if choice == nil {
      let answer = try value(typed, question, machine)
      guard answer.count == 1, let number = answer.elements.first else {
        return .unreadable("one of them is asked for: a letter, or its number")
      }
      choice = choices.nearest(to: number)
      let right = Tensor(scalar: choice?.value ?? .nan, question.equation.result.dtype)
      switch Grading.grade(answer, typed: typed, right: right) {
      case .right: break
      case .nearly(let remark): return .nearly(remark)
      case .wrong, .unreadable: choice = nil
      }
    }
    guard let choice else {
      return .unreadable(
        "it is one of these: \(choices.choices.map(\.letter).joined(separator: ", "))")
    }
    return choice.mistake.map { .wrong($0) } ?? .right
  }

  private func gradeSign(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> Grade {
    guard let sign = QuizQuestion.sign(text) else {
      return .unreadable("a sign is asked for: +, - or 0")
    }
    let sample = console.session?.sample ?? 0
    let whole = try ahead(question, machine) {
      try machine.read(question.equation.result, at: question.moment.steps, sample: sample)
    }
    guard let right = question.part(whole)?.elements.first else {
      return .unreadable("there is no such number")
    }
    switch (sign, right) {
    case (_, 0): return sign == 0 ? .right : .wrong("one of its factors is 0")
    case (0, _): return .wrong("none of its factors is 0")
    default:
      return sign == (right > 0 ? 1 : -1)
        ? .right
        : .wrong("that is the way down the slope; a gradient points up, and a step goes against it")
    }
  }

  private func gradeTimestep(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> Grade {
    let found = try ahead(question, machine) {
      try TimestepShares(question.equation, in: machine)
    }
    guard let shares = found, let right = shares.longest else {
      return .unreadable("no timestep stands out")
    }
    guard let step = shares.step(text) else {
      return .unreadable("a timestep is asked for, by its number: 0 to \(shares.lengths.count - 1)")
    }
    return step == right ? .right : .wrong(shares.remark(step))
  }
}
