import Checks
import Console
import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// What is asked next.
extension Quiz {
  /// Goes on to the next equation that is worth a question, and asks; false at the end.
  func ask() throws -> Bool {
    let (session, machine) = try console.requireMachine()
    question = nil
    console.debugger.frameAhead = nil
    while let moment = machine.next {
      if let next = try next(moment, machine) {
        asked += 1
        tries = 0
        question = next
        try show(next, machine)
        console.debugger.frameAhead = machine.frame(of: next.equation.id, at: moment.steps)
        return true
      }
      _ = try machine.go(to: .tick(moment.tick))
      if Interrupt.requested { return false }
    }
    // The data set may say what the output was to be: then there is more to ask.
    guard machine.program.obstacle == nil, try session.takeOwnTarget() else { return false }
    say("Behind the output now: the target of this sample is known.", .note)
    return try ask()
  }

  /// The question about the next equation; nil where none is worth it.
  private func next(_ moment: Moment, _ machine: Machine) throws -> QuizQuestion? {
    let equation = machine.program.equations[moment.equation]
    // Another place each time, and the same ones whenever the quiz is begun.
    let place = (moment.tick &* 7919 &+ (asked + 1) &* 104_729) & 0xFFFF
    if QuizQuestion.isBehind(equation, in: machine.program) {
      return try behind(moment, equation, machine, place)
    }
    let kinds = worthAsking(QuizQuestion.kinds(equation))
    guard !kinds.isEmpty else { return nil }
    let before = known[equation.id, default: 0]
    // Names and shapes once; numbers again and again.
    let kind = kinds[min(before, kinds.count - 1)]
    known[equation.id] = before + 1
    if kind == .shape { askedForShape = true }
    return QuizQuestion(kind, moment, equation, element: place / 7)
  }

  /// The same behind the outputs: of the kinds that there are, each in its turn.
  private func behind(
    _ moment: Moment, _ equation: Equation, _ machine: Machine, _ place: Int
  ) throws -> QuizQuestion? {
    let kinds = QuizQuestion.kinds(
      behind: equation, in: machine.program, samples: machine.samples)
    let isOfTime = kinds.first == .timestep
    for turn in kinds.indices {
      let kind = kinds[isOfTime ? turn : (asked + turn) % kinds.count]
      var question = QuizQuestion(kind, moment, equation, element: place / 7)
      question.part = QuizQuestion.part(of: equation, in: machine.program)
      switch kind {
      case .choice:
        question.choices = try choices(for: question, machine)
        if question.choices == nil { continue }
      case .timestep:
        let shares = try ahead(question, machine) { try TimestepShares(equation, in: machine) }
        if shares?.longest == nil { continue }
      case .number, .vector, .shape, .name, .sign: break
      }
      return question
    }
    return nil
  }

  private func choices(for question: QuizQuestion, _ machine: Machine) throws -> QuizChoices? {
    guard let index = question.index, let doctor = doctor(for: question) else { return nil }
    let shape = question.equation.result.shape
    let sample = console.session?.sample ?? 0
    guard let element = shape.element(at: index) else { return nil }
    let right = try ahead(question, machine) {
      try machine.read(question.equation.result, at: question.moment.steps, sample: sample)
    }
    let wrong = try doctor.wrongNumbers(
      at: machine.program.place(of: question.moment), element: element, sample: sample)
    return QuizChoices(right.elements[element], among: wrong)
  }

  /// A shape is asked for once, unless there is nothing else to ask.
  private func worthAsking(_ kinds: [QuizQuestion.Kind]) -> [QuizQuestion.Kind] {
    guard askedForShape, kinds.count > 1 else { return kinds }
    return kinds.filter { $0 != .shape }
  }
}
