import Containers
import Tensors
import Terms

/// What is wrong in an expression, and where.
package struct ExpressionError: Reported, Sendable, Equatable {
  package let source: String
  /// The part meant, in characters of the source.
  package let range: Range<Int>
  package let problem: Problem

  package init(source: String, range: Range<Int>, problem: Problem) {
    (self.source, self.range, self.problem) = (source, range, problem)
  }

  /// The kinds of mistakes; their prose is below.
  package enum Problem: Sendable, Equatable {
    case empty
    case strangeCharacter(Character)
    case openQuote
    case numberTooLarge(String)
    case integerTooLarge(String)
    case unexpected(found: String, expected: String?)
    case missing(expected: String)
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
    case assignment
    case chainedComparison
    case cutArray
    case unknownName(String, nearest: String?)
    case functionWithoutCall(String, usage: String)
    case unknownFunction(String, nearest: String?)
    case valueCalled(String)
    case unknownAttribute(String, nearest: String?)
    case unknownOption(String, usage: String)
    case tooManyArguments(usage: String)
    case missingArgument(String, usage: String)
    case refusedArguments(String)
    case notAnInteger(String)
    case notANumber(String)
    case severalEllipses
    case indexBesideOthers
    case maskAsIndex
    case unavailable(Unavailable)
    case misfit(Misfit, [Fact])
    /// Ctrl-C came while it was computed.
    case interrupted
  }

  /// What an operand is, for the message.
  package struct Fact: Sendable, Equatable {
    package let text: String
    package let shape: Shape
  }
}

// MARK: Prose

extension ExpressionError {
  /// What is wrong, in one line.
  package var message: String {
    switch problem {
    case .empty: "there is nothing to compute"
    case .strangeCharacter(let character): "\(ExpressionError.shown(character)) has no meaning here"
    case .openQuote: "the quote is not closed"
    case .numberTooLarge(let text): "\(text) is beyond the largest number, 1.8e308"
    case .integerTooLarge(let text): "\(text) is beyond the integers that are exact here, 2**53"
    case .unexpected(let found, let expected):
      expected.map { "expected \($0), not \(found)" } ?? "\(found) cannot stand here"
    case .missing(let expected): "expected \(expected) at the end"
    case .tooDeep(let limit): "more than \(limit) levels deep"
    case .tooLong(let limit): "longer than \(limit) characters"
    case .assignment: "= does not compare"
    case .chainedComparison: "comparisons do not chain"
    case .cutArray: "this array was cut when it was printed"
    case .unknownName(let name, _): "there is no \(name)"
    case .functionWithoutCall(let name, _): "\(name) is a function"
    case .unknownFunction(let name, _): "there is no function \(name)"
    case .valueCalled(let name): "\(name) is a value, not a function"
    case .unknownAttribute(let name, _): "there is no .\(name)"
    case .unknownOption(let name, _): "there is no option \(name)"
    case .tooManyArguments: "too many arguments"
    case .missingArgument(let name, _): "\(name) is missing"
    case .refusedArguments(let name): "\(name) does not take these arguments"
    case .notAnInteger(let text): "\(text) is not a whole number"
    case .notANumber(let text): "\(text) is not a number that is known here"
    case .severalEllipses: "only one ... may stand in an index"
    case .indexBesideOthers: "an array as an index stands alone, or beside slices"
    case .maskAsIndex: "truth values cannot be an index"
    case .unavailable(let unavailable): unavailable.reason
    case .interrupted: Interrupted().description
    case .misfit(let misfit, let facts):
      facts.isEmpty
        ? misfit.reason
        : facts.map { "\($0.text) is \($0.shape.inWords)" }.joined(separator: ", ") + ": "
          + misfit.reason
    }
  }

  /// What to do about it.
  package var hint: String {
    switch problem {
    case .numberTooLarge: "write inf for infinity"
    case .integerTooLarge: "write it with a point for a rounded one"
    case .assignment: "== compares, set var changes a value, let gives one a name"
    case .chainedComparison: "write a < b and b < c, or (a < b) & (b < c)"
    case .cutArray: "print it in full to copy it"
    case .unknownName(_, let nearest?), .unknownFunction(_, let nearest?):
      "did you mean \(nearest)?"
    case .unknownAttribute(_, let nearest?): "did you mean .\(nearest)?"
    case .functionWithoutCall(_, let usage), .unknownOption(_, let usage),
      .tooManyArguments(let usage), .missingArgument(_, let usage):
      "usage: \(usage)"
    case .valueCalled: "write * between factors"
    case .unexpected(_, let expected?) where expected == ExpressionError.operatorOrEnd:
      "an operator stands between two values: a + b, a * b"
    case .unknownFunction: "help functions lists them"
    case .indexBesideOthers: "take the rows first: E[x][:, 0]"
    case .maskAsIndex: "where(m, a, b) chooses by truth values"
    case .unavailable(let unavailable): unavailable.hint ?? ""
    case .misfit(let misfit, _): misfit.hint ?? ""
    default: ""
    }
  }

  /// What may follow a value.
  static let operatorOrEnd = "an operator or the end"

  private static func shown(_ character: Character) -> String {
    Excerpt.isPrintable(character) ? "\(character)" : "an invisible character"
  }
}

extension ExpressionError {
  package var exitCode: Int32 {
    problem == .interrupted ? ExitStatus.interrupted : ExitStatus.badUsage
  }

  /// ```
  /// x is (3), W is (2, 32): 3 ≠ 2
  ///   x @ W + b
  ///   ^^^^^
  /// ```
  package var description: String { lines().joined(separator: "\n") }

  /// The message, the line with the part underlined, and the hint.
  package func lines(width: Int = 78) -> [String] {
    if problem == .interrupted { return [message] }
    let excerpt = Excerpt(source, range, width: max(width - 2, 20))
    return [message, "  " + excerpt.line, "  " + excerpt.carets] + (hint.isEmpty ? [] : [hint])
  }
}

/// The stretch of a line around a place, and the carets beneath it.
private struct Excerpt {
  var line = ""
  var carets = ""

  init(_ source: String, _ range: Range<Int>, width: Int) {
    let all = Array(source)
    let place = range.clamped(to: 0..<max(all.count, range.upperBound))
    var start = 0
    if all.count > width, place.lowerBound > width / 2 { start = place.lowerBound - width / 3 }
    let end = min(all.count, start + width)
    if start > 0 { line += "…" }
    line += String(all[min(start, end)..<end].map { Excerpt.isPrintable($0) ? $0 : " " })
    if end < all.count { line += "…" }
    let before = place.lowerBound - start + (start > 0 ? 1 : 0)
    let length = min(place.count, max(end - place.lowerBound, 1))
    carets = Carets.line(under: line, before..<before + length)
  }

  static func isPrintable(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
      default: true
      }
    }
  }
}
