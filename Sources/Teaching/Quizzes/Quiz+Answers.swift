import Console
import Debugging
import Equations
import Expressions
import Tensors
import Terminal
import Terms

/// Answers: what they are worth, and what is said to them.
extension Quiz {
  func hear(_ text: String, _ question: QuizQuestion) throws {
    let (_, machine) = try console.requireMachine()
    let grade: Grade
    do {
      grade = try self.grade(text, question, machine)
    } catch {
      return say(Problem.text(error), .bad)
    }
    switch grade {
    case .right:
      if tries == 0 { right += 1 }
      say("Right.", .good)
      execute()
      try next()
    case .nearly(let remark): say("Nearly: \(remark).", .note)
    case .unreadable(let remark): say(remark, .bad)
    case .wrong(let remark):
      tries += 1
      say(remark.isEmpty ? "No, that is not it." : "No: \(remark).", .bad)
      if tries >= Quiz.mostTries { try reveal(question) }
    }
  }

  private func grade(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> Grade {
    switch question.kind {
    case .choice, .sign, .timestep: return try gradeChoice(text, question, machine)
    case .name:
      let grade = console.grade(text, .words(question.names))
      return grade == .right ? grade : .wrong(try otherGate(text, question, machine))
    case .shape:
      let grade = console.grade(text, .shape(question.equation.result.shape.dims))
      guard grade == .wrong(""), let given = Grading.shape(text) else { return grade }
      let operand = question.equation.term.values.first { $0.shape.dims == given }
      let name = operand.map { $0.name.text(console.formulaStyle.alphabet) }
      return .wrong(name.map { "that is the shape of \($0)" } ?? "")
    case .number, .vector:
      let typed = Grading.typed(text)
      let answer = try value(Grading.bracketed(typed), question, machine)
      let sample = console.session?.sample ?? 0
      return try ahead(question, machine) {
        let whole = try machine.read(
          question.equation.result, at: question.moment.steps, sample: sample)
        // Who computes all of them has the one that is asked for.
        let isWhole = answer.count == whole.count && answer.count > 1
        guard let right = isWhole ? whole : question.part(whole) else {
          return .unreadable("there is no such number")
        }
        let grade = Grading.grade(answer, typed: typed, right: right)
        switch grade {
        case .right, .unreadable: return grade
        case .wrong, .nearly:
          let diagnosis = QuizDiagnosis(console, question)
          let isOfAll = isWhole || whole.count == 1 || question.kind == .vector
          let remark =
            diagnosis.remark(answer, typed, right, whole)
            ?? (isOfAll || question.part != nil
              ? diagnosis.catalogued(answer, doctor(for: question), isPart: !isOfAll) : nil)
          return remark.map { .wrong($0) } ?? grade
        }
      }
    }
  }

  /// What was typed, in numbers: with the names of the place asked about, but not yet its result.
  func value(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> Tensor {
    do {
      return try console.evaluate(text)
    } catch {
      // What a loop brings in is there only when it is entered.
      let expression = try console.expression(text)
      let operands = question.equation.term.values
      let areOperands = expression.nameUses.allSatisfy { use in
        operands.contains { $0.name.matches(use.name) }
      }
      guard areOperands else { throw error }
      return try ahead(question, machine) { try console.debugger.evaluate(expression) }
    }
  }

  private func otherGate(
    _ text: String, _ question: QuizQuestion, _ machine: Machine
  ) throws -> String {
    let others = machine.program.equations.filter {
      $0.frame == question.equation.frame && $0.term.contains(Slice.self)
    }
    let other = others.first { equation in
      let names = QuizQuestion(.name, question.moment, equation, element: 0).names
      return console.grade(text, .words(names)) == .right
    }
    return other.map { "\($0.text(console.formulaStyle)), another block" } ?? ""
  }
}
