import Foundation
import Tensors
import TestSupport
import Testing

/// Expressions as NumPy users type them, with `np.` and without: `Tests/Fixtures/expressions` holds
/// what NumPy gives, made by `Tests/Fixtures/making/expressions.py`.
struct NumPyTests {
  /// One expression and what NumPy says of it.
  struct Golden: Sendable, CustomTestStringConvertible {
    let source: String
    let kind: String
    let shape: String
    let numbers: [Double]

    var testDescription: String { source }

    /// Reads `x @ W -> float (2) [22.5 27.5]`.
    init?(_ line: String) {
      let parts = line.components(separatedBy: " -> ")
      guard parts.count == 2, let open = parts[1].firstIndex(of: "["),
        let space = parts[1].firstIndex(of: " "), space < open
      else { return nil }
      source = parts[0]
      kind = String(parts[1][..<space])
      shape = String(parts[1][space..<open]).trimmingCharacters(in: .whitespaces)
      numbers = parts[1][open...].dropFirst().dropLast().split(separator: " ").map { word in
        word == "True" ? 1 : word == "False" ? 0 : Double(word) ?? .nan
      }
    }
  }

  private static let lines: [String] = {
    let text = Repository.text("Tests/Fixtures/expressions/numpy.txt")
    return text.split(separator: "\n").map(String.init)
  }()

  static let golden = lines.compactMap(Golden.init)

  /// The arrays that the expressions speak of.
  private static let names: Values = {
    var tensors: [String: Tensor] = [:]
    for line in lines where Golden(line) == nil {
      let parts = line.components(separatedBy: " = ")
      tensors[parts[0]] = parts.last.flatMap { try? value($0) }
    }
    return Values(tensors)
  }()

  @Test func theFileIsThere() {
    #expect(NumPyTests.golden.count > 250)
    #expect(NumPyTests.names.tensors.count == 11)
  }

  @Test(arguments: golden)
  func withNp(golden: Golden) throws { try check(golden, golden.source) }

  @Test(arguments: golden.filter { $0.source.contains("np.") && $0.source != "np.e" })
  func withoutNp(golden: Golden) throws {
    let source = golden.source.replacingOccurrences(of: "np.linalg.", with: "")
    try check(golden, source.replacingOccurrences(of: "np.", with: ""))
  }

  private func check(_ golden: Golden, _ source: String) throws {
    let tensor = try value(source, NumPyTests.names)
    let kind = tensor.dtype == .bool ? "bool" : tensor.dtype.isFloat ? "float" : "int"
    #expect(kind == golden.kind)
    #expect("\(tensor.shape)" == golden.shape)
    #expect(tensor.count == golden.numbers.count)
    for (number, expected) in zip(tensor.elements, golden.numbers) {
      #expect(number == expected || abs(number - expected) <= 1e-6 * max(1, abs(expected)))
    }
  }
}
