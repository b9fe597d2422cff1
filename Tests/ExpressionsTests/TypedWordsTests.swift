import Terms
import Testing

@testable import Expressions

/// The words of a text that is being typed.
struct TypedWordsTests {
  private struct Few: Names {
    let names = ["x", "W", "lstm", "lstm.f", "lstm@2.C", "h_prev", "größe", "a/b"]
    var functions: [String: FunctionMaker] { [:] }
  }

  @Test(arguments: [
    ("x @ W", "x:value W:value"), ("sigmoid(lstm.f", "sigmoid:function lstm.f:value"),
    ("lstm@2.C + lstm.g", "lstm@2.C:value lstm:value g:other"), ("größe/x", "größe:value x:value"),
    ("a/b", "a/b:value"), ("np.tanh(y)", "np:other tanh:other y:unknown"),
    ("sum(x, axis=0)", "sum:function x:value axis:other"), ("x = 1", "x:value"),
    ("not x and inf", "not:other x:value and:other inf:other"), ("x.T", "x:value T:other"),
    ("1e400 + x ¡ W", "x:value W:value"), ("x + \"W", "x:value"), ("\"a/b\" + 1", "a/b:value"),
    ("$", ""), ("", ""), ("   ", ""), ("[[1, 2], [x", "x:value"), ("lst", "lst:unknown"),
  ])
  func meanings(text: String, words: String) {
    let found = TypedWords(text, names: Few()).words
    let typed = Array(text)
    #expect(
      found.filter { $0.text != "$" }.map { "\($0.text):\($0.meaning)" }.joined(separator: " ")
        == words)
    for word in found where word.text != "a/b" { #expect(String(typed[word.range]) == word.text) }
  }

  /// Of a text that is right, its names are those of the expression.
  @Test(arguments: ["x @ W + h_prev", "where(x > 0, lstm.f, -W)", "lstm@2.C[0:3] * 2"])
  func namesAreTheExpressions(text: String) throws {
    let uses = try Expression(text, names: Few()).nameUses.filter { $0.name != "where" }
    let words = TypedWords(text, names: Few()).words.filter { $0.meaning == .value }
    #expect(words.map(\.text) == uses.map(\.name) && words.map(\.range) == uses.map(\.range))
  }
}
