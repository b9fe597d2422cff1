import Checks
import Console
import Tensors

/// How good an answer is, and what to say of it.
enum Grade: Equatable {
  case right
  /// Near enough to be worth another look.
  case nearly(String)
  /// With what is known of how it came about.
  case wrong(String)
  /// It is no answer.
  case unreadable(String)
}

/// Compares answers with what is right.
///
/// A number may be rounded as a person rounds: as many digits as were typed must be right, and two
/// or so must be typed. What was computed at the prompt must agree within `check`'s tolerance.
enum Grading {
  /// How far off, relative to the largest number, an answer may be rounded.
  private static let coarsest = 0.02

  // MARK: Numbers

  static func grade(_ answer: Tensor, typed: String, right: Tensor) -> Grade {
    guard answer.count == right.count, fits(answer.shape, right.shape) else {
      return .wrong(shapeRemark(answer, typed, right))
    }
    let scale = right.elements.map(abs).max() ?? 0
    let rounding = Expected(answer, typed: typed).rounding
    let isOff = zip(answer.elements, right.elements).map {
      !Expected.accepts($0, $1, rounding: rounding)
    }
    if !isOff.contains(true) {
      guard rounding > coarsest * scale, scale > 0,
        !zip(answer.elements, right.elements).allSatisfy({ Expected.accepts($0, $1, rounding: 0) })
      else { return .right }
      return .nearly("right as far as it goes; give two more digits")
    }
    if let text = pattern(answer.elements, right.elements, isOff) { return .wrong(text) }
    let worst = zip(answer.elements, right.elements).map { abs($0 - $1) }.max() ?? 0
    // Of counted things, nearly is wrong.
    if worst <= coarsest * scale, right.dtype.isFloat {
      return .nearly(
        "very near, but not the same: keep more digits on the way, and round at the end")
    }
    return .wrong("")
  }

  /// Leading axes of 1 do not count: (1, 4) is (4).
  private static func fits(_ a: Shape, _ b: Shape) -> Bool {
    a.dims.drop { $0 == 1 } == b.dims.drop { $0 == 1 }
      || (a.count == 1 && b.count == 1)
  }

  private static func shapeRemark(_ answer: Tensor, _ typed: String, _ right: Tensor) -> String {
    let wanted = right.count == 1 ? "one number" : "\(right.shape), \(right.count) numbers"
    if right.count == 1, answer.count == 2, typed.count(where: { $0 == "," }) == 1,
      typed.trimmed.allSatisfy({ $0.isNumber || "+-.,".contains($0) })
    {
      return "decimals are written with a point here: \(typed.replacing(",", with: "."))"
    }
    if answer.count == right.count {
      return "the shape is \(right.shape), yours is \(answer.shape)"
    }
    let given = answer.count == 1 ? "one number" : "\(answer.shape)"
    return "what is asked for is \(wanted), yours is \(given)"
  }

  /// A plain reason that shows in the numbers alone.
  private static func pattern(_ answer: [Double], _ right: [Double], _ isOff: [Bool]) -> String? {
    let all = zip(answer, right)
    if all.allSatisfy({ Expected.accepts(-$0, $1, rounding: 0) }),
      right.contains(where: { $0 != 0 })
    {
      return "the sign is the other way round"
    }
    if right.count > 1 {
      if zip(answer.sorted(), right.sorted()).allSatisfy({ Expected.accepts($0, $1, rounding: 0) })
      {
        return "these are the right numbers in another order"
      }
      let places = isOff.indices.filter { isOff[$0] }
      if places.count * 2 <= right.count {
        let named = places.prefix(3).map { "[\($0)]" }.joined(separator: ", ")
        return "\(right.count - places.count) of \(right.count) are right; look again at \(named)"
      }
    }
    return nil
  }

  // MARK: What is typed

  /// A shape as people write it: (2, 4), [2, 4], 2 4, 2x4; nil for anything else.
  static func shape(_ text: String) -> [Int]? {
    let parts = text.split { " ,()[]x×*".contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, text.count < 100 else { return nil }
    let isShape = text.allSatisfy { $0.isNumber || " ,()[]x×*".contains($0) }
    return isShape && (!numbers.isEmpty || text.contains("(")) ? numbers : nil
  }

  /// Words without what does not matter: `The forget gate.` is `forget gate`.
  static func word(_ text: String) -> String {
    var words = text.lowercased().split { !($0.isLetter || $0.isNumber || "_₋₁-".contains($0)) }
    if let first = words.first, ["the", "a", "an"].contains(first), words.count > 1 {
      words.removeFirst()
    }
    return words.joined(separator: " ")
  }

  /// What was typed, with the minus sign of a keyboard: texts that are copied have another.
  static func typed(_ text: String) -> String { text.replacing("−", with: "-") }

  /// `0, 0, 0, 3.19` without brackets as the list that it means.
  static func bracketed(_ text: String) -> String {
    let parts = text.split { $0 == " " || $0 == "," }
    let areNumbers = parts.count > 1 && parts.allSatisfy { Double($0) != nil }
    return areNumbers ? "[\(parts.joined(separator: ", "))]" : text
  }

  /// What a person answers with where a gate or a value is asked for by name.
  static let names: Set<String> = [
    "i", "f", "g", "o", "z", "r", "h", "c", "a", "input", "forget", "output", "candidate",
    "update", "reset", "input gate", "forget gate", "output gate", "update gate", "reset gate",
    "cell state", "state", "relu", "sigmoid", "tanh", "softmax", "linear", "yes", "no",
  ]
}

extension Console {
  /// Grades what a learner typed.
  func grade(_ typed: String, _ answer: LessonAnswer) -> Grade {
    switch answer {
    case .words(let words):
      let word = Grading.word(typed)
      return words.contains { Grading.word($0) == word } ? .right : .wrong("")
    case .shape(let shape):
      guard let given = Grading.shape(typed) else {
        return .unreadable(
          "a shape is asked for, as (2, 4), or (3) for three numbers; of one sample, without Keras' None"
        )
      }
      if given == shape { return .right }
      if given == [1] + shape {
        return .unreadable(
          "the samples of a batch are no axis here: what is the shape of one of them?")
      }
      if given.sorted() == shape.sorted() {
        return .wrong("the right sizes in another order")
      }
      return .wrong("")
    case .value(let expression):
      do {
        let right = try evaluate(expression)
        let text = Grading.typed(typed)
        let answer = try evaluate(Grading.bracketed(text))
        return Grading.grade(answer, typed: text, right: right)
      } catch {
        return .unreadable(Problem.text(error))
      }
    }
  }

  /// Grades the answer to a question: what the lesson says of a wrong one comes first.
  func grade(_ typed: String, _ question: LessonQuestion) -> Grade {
    let grade = grade(typed, question.answer)
    switch grade {
    case .right, .unreadable: return grade
    case .wrong, .nearly: break
    }
    for remark in question.remarks where says(typed, remark.answer, question.answer) {
      return .wrong(MarkdownText.plain(remark.text))
    }
    return grade
  }

  /// Whether an answer is the one that a remark is about.
  private func says(_ typed: String, _ answer: String, _ kind: LessonAnswer) -> Bool {
    switch kind {
    case .words: return self.grade(typed, .words([answer])) == .right
    case .shape: return Grading.shape(typed) == Grading.shape(answer)
    case .value: return self.grade(typed, .value(answer)) == .right
    }
  }
}
