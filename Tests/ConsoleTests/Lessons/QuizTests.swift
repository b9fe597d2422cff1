import Checks
import Debugging
import Equations
import Tensors
import Testing

@testable import Console
@testable import Teaching

/// The quiz asks about any model at any place; right answers are right, and slips are named.
struct QuizTests {
  private func start(_ commands: [String]) -> (Console, Shown) {
    let (console, shown) = Console.imitation()
    for command in commands { console.execute(command) }
    return (console, shown)
  }

  private func type(_ line: String, _ console: Console, _ shown: Shown) -> String {
    shown.text = ""
    console.execute(line)
    return shown.text
  }

  /// What is shown for an answer: numbers worked out by hand from the weights of XOR.
  @Test(arguments: [
    ("relu", "[-0.22, -2.36, 0, 3.19]", "No: that is without relu: z itself."),
    ("relu", "[0.445, 0.086, 0.5, 0.960]", "No: that is σ in the place of relu."),
    ("relu", "[-0.217, -0.982, 0, 0.997]", "No: that is tanh in the place of relu."),
    ("relu", "[0, 0, 3.19, 0]", "No: these are the right numbers in another order."),
    ("relu", "[0, 0, 0]", "No: what is asked for is (4), 4 numbers, yours is (3)."),
    ("relu", "[0, 0, 0, 3.2]", "Right."), ("relu", "0 0 0 3.19", "Right."),
    ("relu", "relu(z)", "Right."),
    ("sum", "11.7073", "No: that is without the bias b."),
    ("sum", "16.9573", "No: that is with the bias b subtracted."),
    ("sum", "-5.25", "No: that is without x·W."), ("sum", "6.46", "Right."),
    ("sum", "6.5", "Right."), ("sum", "6.49", "Nearly: very near"),
    ("sum", "x @ W + b", "Right."),
    ("sigmoid", "6.4573", "No: that is without σ: z itself."),
    ("sigmoid", "0.999995", "No: that is tanh in the place of σ."),
    ("sigmoid", "0.9984", "Right."), ("sigmoid", "0.731", "No: that is σ applied twice."),
    ("sigmoid", "a", "a is not computed yet"), ("sigmoid", "hello", "there is no"),
  ])
  func anAnswerOnXor(place: String, answer: String, shows: String) {
    let location = ["relu": "dense.a", "sum": "dense_1.z", "sigmoid": "dense_1.a"][place] ?? ""
    let (console, shown) = start(["open xor", "feed [0, 1]"])
    if place == "sum" {
      console.execute("goto 2")
      askForNumber(console)
    } else {
      console.execute("quiz \(location)")
    }
    let text = type(answer, console, shown)
    #expect(text.hasPrefix(shows), "\(text)")
  }

  /// Asks about the number of the next equation, whatever else could be asked of it.
  private func askForNumber(_ console: Console) {
    let quiz = Quiz(console, count: 1, asksForShapes: false)
    console.dialogue = quiz
    #expect(throws: Never.self) { _ = try quiz.ask() }
  }

  /// What was done before the equation asked about is known from the catalogue of mistakes.
  @Test(arguments: [
    ("tanh(x @ W + h_prev @ U.T + b)", "No: the recurrent kernel transposed."),
    (
      "tanh(x @ W + tanh(rnn@0.x @ W + [1, 1, 1] @ U + b) @ U + b)",
      "No: an initial h of ones"
    ),
    ("[7, -8, 9]", "No, that is not it."), ("tanh(x @ W + h_prev @ U + b)", "Right."),
  ])
  func mistakesBeforeAreKnown(answer: String, shows: String) {
    let (console, shown) = start(["open rnn", "samples", "quiz rnn@1.h"])
    let text = type(answer, console, shown)
    #expect(text.hasPrefix(shows), "\(text)")
  }

  @Test(arguments: [
    (
      "cnn", "random(seed=1)", "flatten.y", "reshape(transpose(x, (2, 0, 1)), (8,))",
      "flattened with the channels"
    ),
    ("attention", "[1, 2, 3, 4, 0, 0]", "embedding.y", "E[x + 1]", "ids one too large"),
  ])
  func mistakesOfOtherLayersAreKnown(
    model: String, input: String, place: String, answer: String, shows: String
  ) {
    let (console, shown) = start(["open \(model)", "feed \(input)", "quiz \(place)"])
    #expect(type(answer, console, shown).hasPrefix("No: \(shows)"))
  }

  @Test func gatesAreAskedByName() {
    let (console, shown) = start(["open lstm", "feed ones", "until lstm@0.z"])
    #expect(type("quiz 4", console, shown).contains("? = σ(z[0:8])\nWhich gate is this?"))
    #expect(type("f", console, shown).contains("No: f = σ(z[8:16]), another block."))
    #expect(type("input gate", console, shown).hasPrefix("Right."))
    #expect(type("The forget gate.", console, shown).hasPrefix("Right."))
    #expect(type("g", console, shown).hasPrefix("Right."))
    #expect(type("o", console, shown).contains("That was the quiz: 3 of 4 questions right"))
    #expect(console.dialogue == nil)
  }

  @Test func lookingAroundIsFree() {
    let (console, shown) = start(["open xor", "feed [0, 1]", "quiz 2"])
    let position = console.session?.machine?.position
    #expect(type("p W", console, shown).contains("-2.3600"), "names are those of the place asked")
    #expect(type("continue", console, shown).contains("(the walk is back at the question)"))
    #expect(console.session?.machine?.position == position)
    #expect(type("hint", console, shown).contains("the inner sizes meet"))
    #expect(type("", console, shown).contains("Type your answer"))
    #expect(type("quiz", console, shown).contains("a quiz is going on already"))
    #expect(type("open gru", console, shown).contains("The quiz ends here"))
    #expect(console.dialogue == nil && console.debugger.frameAhead == nil)
  }

  /// On every bundled model, at every equation: what the machine computes is right, and what a slip
  /// gives is not, and is told.
  @Test(arguments: Bundled.names)
  func rightIsRightAndSlipsAreTold(name: String) throws {
    let (console, shown) = start(["open \(name)", "samples"])
    let machine = try #require(console.session?.machine)
    var told = 0
    while let moment = machine.next, moment.tick <= 16 {
      let equation = machine.program.equations[moment.equation]
      for kind in QuizQuestion.kinds(equation) {
        let question = QuizQuestion(kind, moment, equation, element: moment.tick)
        _ = try machine.go(to: .tick(moment.tick))
        let whole = try machine.read(equation.result, at: moment.steps)
        let right = try #require(question.part(whole))
        let text = try right.literal()
        if question.kind != .name, question.kind != .shape {
          #expect(Grading.grade(right, typed: "\(text)", right: right) == .right)
          for slip in EquationSlip.of(equation, style: console.formulaStyle) {
            guard let value = try? console.evaluate(slip.expression),
              let wrong = question.part(value), wrong.count == right.count
            else { continue }
            let grade = Grading.grade(wrong, typed: "computed", right: right)
            guard case .wrong = grade else { continue }
            let diagnosis = QuizDiagnosis(console, question)
            #expect(diagnosis.remark(wrong, "computed", right, whole) != nil, "\(slip)")
            told += 1
          }
          #expect(
            QuizDiagnosis(console, question).remark(right, "computed", right, whole) == nil)
        }
        _ = try machine.go(to: .tick(moment.tick - 1))
      }
      _ = try machine.go(to: .tick(moment.tick))
    }
    #expect(told > 5)
    #expect(shown.text.contains("sample 0 is fed"))
  }

  /// A whole quiz by skipping: it ends, and every question was shown.
  @Test(arguments: Bundled.names)
  func everyModelCanBeAskedAbout(name: String) {
    let (console, shown) = start(["open \(name)", "samples", "quiz 12"])
    for _ in 0..<20 where console.dialogue != nil { console.execute("skip") }
    #expect(console.dialogue == nil)
    #expect(shown.text.contains("That was the quiz: 0 of"))
    #expect(shown.wideLines == [])
  }

  /// Behind the outputs every kind of question has its right answer, and a wrong one is told what gives it.
  @Test(arguments: [
    ["two-two-two", "samples"], ["xor-untrained", "samples"], ["ridge", "samples"],
    ["remember", "samples"], ["lstm", "set loss mse", "samples", "target [1, 0]"],
  ])
  func questionsBehindTheOutputs(commands: [String]) throws {
    let (console, shown) = start(
      ["open \(commands[0])"] + commands.dropFirst() + ["quiz training 60"])
    let name = commands[0]
    var kinds: Set<String> = []
    while let quiz = console.dialogue as? Quiz, let question = quiz.question {
      let asked = quiz.asked
      let (_, machine) = try console.requireMachine()
      let whole = try quiz.ahead(question, machine) {
        try machine.read(question.equation.result, at: question.moment.steps)
      }
      let right = try #require(question.part(whole))
      let number = right.elements[0]
      switch question.kind {
      case .choice:
        let choices = try #require(question.choices?.choices)
        let wrong = try #require(choices.first { $0.mistake != nil })
        #expect(type(wrong.letter, console, shown).hasPrefix("No: "))
        #expect(type("z9", console, shown).contains("there is no z9"))
        // Rounded to nothing it is near several, and what is next to nothing is 0.
        if abs(number) > 1e-6 { #expect(!type("0.", console, shown).hasPrefix("Right.")) }
        let letter = try #require(question.choices?.right?.letter)
        #expect(type(letter, console, shown).hasPrefix("Right."))
        kinds.insert("choice")
      case .sign:
        #expect(type("perhaps", console, shown).contains("a sign is asked for"))
        #expect(type(number > 0 ? "negative" : "plus", console, shown).hasPrefix("No: "))
        #expect(
          type(number > 0 ? "+" : number < 0 ? "−" : "0", console, shown).hasPrefix("Right."))
        kinds.insert("sign")
      case .timestep:
        let shares = try #require(
          try quiz.ahead(question, machine) { try TimestepShares(question.equation, in: machine) })
        #expect(type("0", console, shown).hasPrefix("No: "))
        #expect(type("t = \(try #require(shares.longest))", console, shown).hasPrefix("Right."))
        kinds.insert("timestep")
      case .number, .vector:
        #expect(type(try right.literal(), console, shown).hasPrefix("Right."))
        kinds.insert("number")
      case .name, .shape: Issue.record("\(question.kind) is not asked behind the outputs")
      }
      #expect(console.dialogue == nil || quiz.asked == asked + 1)
    }
    #expect(console.dialogue == nil)
    #expect(kinds.isSuperset(of: ["choice", "sign", "number"]), "\(kinds)")
    #expect(name != "lstm" || kinds.contains("timestep"))
    #expect(shown.wideLines == [])
  }

  /// A choice shows numbers that can be told apart, each from another mistake, and one that is right.
  @Test func choicesAreMistakes() throws {
    let (console, _) = start(["open two-two-two", "samples", "quiz training 40"])
    var count = 0
    while let quiz = console.dialogue as? Quiz, let question = quiz.question {
      if let choices = question.choices?.choices {
        count += 1
        #expect(choices.count(where: { $0.mistake == nil }) == 1)
        #expect(choices.map(\.value) == choices.map(\.value).sorted())
        #expect(Set(choices.map(\.value)).count == choices.count && choices.count > 2)
      }
      console.execute("skip")
    }
    #expect(count > 4)
  }
}
