import Expressions
import Models
import Tensors

/// Reads numbers that a person has: `0.73`, `[0.1, 0.9]`, `mine.npz`.
package enum NumbersGiven {
  /// The arrays of a text or a file; `tell` is told what was passed over, `shape` is asked where a text such as `zeros` says
  /// none.
  package static func arrays(
    _ text: String, tell: ([String]) -> Void, shape: () throws -> Shape? = { nil }
  ) throws -> [(name: String?, tensor: Tensor)] {
    try refuseCode(text)
    if let arrays = try arrays(inFile: text, tell) { return arrays }
    let expression = try Expression(text, names: NoNames())
    do {
      return [(nil, try expression.evaluate(in: NoNames()))]
    } catch {
      guard let hint = try? shape() else { throw error }
      return [(nil, try expression.evaluate(in: NoNames(), shapeHint: hint))]
    }
  }

  /// The arrays of a file that a text names; nil when it names none.
  static func arrays(
    inFile text: String, _ tell: ([String]) -> Void
  ) throws -> [(name: String?, tensor: Tensor)]? {
    guard let arrays = try Feed.arrays(inFile: text) else { return nil }
    tell(arrays.flatMap(\.remarks))
    return arrays.map { ($0.name, $0.tensor) }
  }

  /// A script is not run: the numbers that it prints are what is asked for.
  static func refuseCode(_ text: String) throws {
    let last = text.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    guard last.hasSuffix(".py") || last.hasSuffix(".ipynb") else { return }
    throw CommandError(
      "\(last) is a program: no code of yours is run or read",
      hint: "Save its numbers, np.save(\"mine.npy\", y), and give that file, or type the numbers.")
  }
}
