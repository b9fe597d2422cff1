import Checks
import Tensors

/// Several numbers of which one is right: the others are what mistakes give.
struct QuizChoices: Equatable {
  struct Choice: Equatable {
    let letter: String
    let value: Double
    /// What was done where it is wrong; nil where it is right.
    let mistake: String?
  }

  let choices: [Choice]

  private static let letters = ["a", "b", "c", "d"]
  /// The fewest wrong ones that make a question.
  private static let fewest = 2

  /// The numbers by their size; nil where too few mistakes give another.
  init?(_ right: Double, among wrong: [Diagnostician.WrongNumber]) {
    let chosen = wrong.prefix(QuizChoices.letters.count - 1)
    guard chosen.count >= QuizChoices.fewest else { return nil }
    let all = chosen.map { ($0.value, Optional($0.title)) } + [(right, nil)]
    choices = zip(QuizChoices.letters, all.sorted { $0.0 < $1.0 }).map {
      Choice(letter: $0, value: $1.0, mistake: $1.1)
    }
  }

  /// Each behind its letter, with as many digits as tell them apart.
  var lines: [String] {
    var format = NumberFormat()
    let least = choices.map { abs($0.value) }.filter { $0 > 0 }.min() ?? 1
    var unit = 0.1
    while unit > least, format.precision < 9 {
      unit /= 10
      format.precision += 1
    }
    let texts = format.column(choices.map(\.value)).map { text in
      String(text.reversed().drop { $0 == " " }.reversed())
    }
    return zip(choices, texts).map { "  \($0.letter)  \($1)" }
  }

  /// The one of a letter; nil for anything else that is typed.
  func choice(_ text: String) -> Choice? {
    let word = text.lowercased().filter { !" ).".contains($0) }
    return choices.first { $0.letter == word }
  }

  /// The one that a number is nearest to.
  func nearest(to number: Double) -> Choice? {
    choices.min { abs($0.value - number) < abs($1.value - number) }
  }

  var right: Choice? { choices.first { $0.mistake == nil } }
}
