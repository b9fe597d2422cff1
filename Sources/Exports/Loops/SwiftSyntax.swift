import Tensors
import Terms

/// Loops as Swift has them.
struct SwiftSyntax: LoopSyntax {
  let isDouble: Bool

  var real: String { isDouble ? "Double" : "Float" }
  var end: String { "" }
  var block: String { "do {" }

  func function(_ word: String) -> String {
    switch word {
    case "infinity": "\(real).infinity"
    case "fabs": "abs"
    default: word
    }
  }

  func number(_ value: Double) -> String {
    if value.isNaN { return "\(real).nan" }
    if value.isInfinite { return "\(value < 0 ? "-" : "")\(real).infinity" }
    return NumberFormat.exact(value, isDouble ? .float64 : .float32)
  }

  func loop(_ counter: String, _ count: Int) -> String { "for \(counter) in 0..<\(count) {" }

  func loop(down counter: String, _ count: Int) -> String {
    "for \(counter) in (0..<\(count)).reversed() {"
  }

  func constant(_ name: String, _ value: String) -> String { "let \(name) = \(value)" }

  func place(_ name: String, _ value: String) -> String { "let \(name): Int = \(value)" }

  func truth(_ name: String, _ value: String) -> String { "let \(name) = \(value)" }

  func variable(_ name: String, _ value: String, isWhole: Bool) -> String {
    "var \(name)\(isWhole ? "" : ": \(real)") = \(value)"
  }

  func buffer(_ name: String, _ count: Int) -> String {
    "var \(name) = [\(real)](repeating: 0, count: \(count))"
  }

  func part(_ name: String, of source: String, from start: String, _ count: Int) -> String {
    "let \(name) = Array(\(source)[(\(start))..<(\(start) + \(count))])"
  }

  func call(_ function: String, _ arrays: [(name: String, start: String)], _ numbers: [String])
    -> String
  {
    let names = arrays.enumerated().map { $0 == arrays.count - 1 ? "&\($1.name)" : $1.name }
    let starts =
      arrays.allSatisfy { $0.start == "0" }
      ? [] : ["at: [\(arrays.map(\.start).joined(separator: ", "))]"]
    return "\(function)(\((names + numbers + starts).joined(separator: ", ")))"
  }

  func converted(_ name: String) -> String { "\(real)(\(name))" }

  func comment(_ text: String) -> String { "// \(SafeText.comment(text))" }
}

/// The functions that a Swift export brings along: those that its layers call.
struct SwiftHelpers {
  let syntax: SwiftSyntax
  let helpers: Helpers

  func lines() -> [String] {
    (helpers.elements.flatMap(element) + helpers.rows.flatMap(row)
      + helpers.others.sorted().flatMap { Self.others[$0] ?? [] }.map(text)).map {
        $0.isEmpty ? "" : "  " + $0
      }
  }

  private func text(_ line: String) -> String {
    syntax.expanded(line)
      .replacing("POINTERS", with: "UnsafePointer<\(syntax.real)>")
      .replacing("OUT", with: "UnsafeMutablePointer<\(syntax.real)>")
  }

  private func element(_ code: ElementCode) -> [String] {
    guard case .define(let body) = code.loop else { return [] }
    let real = syntax.real
    let operands = body.names("y") ? "_ x: \(real), _ y: \(real)" : "_ x: \(real)"
    let (parts, result) = ElementCode.lines(of: body)
    return ["static func \(code.name)(\(operands)) -> \(real) {"]
      + parts.map { "  let \($0.name): \(real) = \(syntax.expanded($0.value))" }
      + ["  \(parts.isEmpty ? "" : "return ")\(syntax.expanded(result))", "}", ""]
  }

  private func row(_ code: RowCode) -> [String] {
    let real = syntax.real
    return [
      "/// \(code.name) of n numbers that lie step apart.",
      "static func \(code.name)(",
      "  _ from: UnsafePointer<\(real)>, _ to: UnsafeMutablePointer<\(real)>, _ n: Int, _ step: Int,",
      "  at start: [Int] = [0, 0]", ") {",
      "  let (x, out) = (from + start[0], to + start[1])",
    ] + code.swift.map { "  " + syntax.expanded($0) } + ["}", ""]
  }

  private static let others: [String: [String]] = [
    "matmul": """
    /// out (m, n) = a (m, k) b (k, n)
    static func matmul(
      _ a: POINTERS, _ b: POINTERS, _ out: OUT, _ m: Int, _ k: Int, _ n: Int,
      at start: [Int] = [0, 0, 0]
    ) {
      for i in 0..<m {
        let row = out + start[2] + i * n
        for j in 0..<n { row[j] = 0 }
        for r in 0..<k {
          let number = a[start[0] + i * k + r]
          let other = b + start[1] + r * n
          for j in 0..<n { row[j] += number * other[j] }
        }
      }
    }

    """.lines,
    "matmul_transposed": """
    /// out (m, n): the sum over k of the products of a row of a (k, m) and one of b (k, n).
    static func matmul_transposed(
      _ a: POINTERS, _ b: POINTERS, _ out: OUT, _ k: Int, _ m: Int, _ n: Int,
      at start: [Int] = [0, 0, 0]
    ) {
      let result = out + start[2]
      for i in 0..<m * n { result[i] = 0 }
      for r in 0..<k {
        let other = b + start[1] + r * n
        for i in 0..<m {
          let number = a[start[0] + r * m + i]
          for j in 0..<n { result[i * n + j] += number * other[j] }
        }
      }
    }

    """.lines,
    "scatter": """
    /// Adds a row to the one of a table that an index names, -1 the last; outside it, nothing.
    static func scatter(
      _ from: POINTERS, _ table: OUT, _ index: real, _ rows: Int, _ width: Int,
      at start: [Int] = [0, 0]
    ) {
      let whole = Int(exactly: index.rounded(.towardZero)) ?? rows
      let row = whole < 0 ? whole + rows : whole
      guard row >= 0, row < rows else { return }
      for k in 0..<width { table[start[1] + row * width + k] += from[start[0] + k] }
    }

    """.lines,
    "add_up": """
    static func add_up(_ share: POINTERS, _ sum: OUT, _ n: Int) {
      for k in 0..<n { sum[k] += share[k] }
    }

    """.lines,
    "copy": """
    static func copy(_ from: POINTERS, _ to: OUT, _ n: Int, at start: [Int] = [0, 0]) {
      for k in 0..<n { to[start[1] + k] = from[start[0] + k] }
    }

    """.lines,
    "fill": """
    static func fill(_ to: OUT, _ number: real, _ n: Int) {
      for k in 0..<n { to[k] = number }
    }

    """.lines,
    "nonzero": """
    static func nonzero(_ x: [real], _ n: Int) -> Bool { x.contains { $0 != 0 } }

    """.lines,
    "lookup": """
    /// The row of a table that an index names, -1 the last; outside it, not numbers.
    static func lookup(
      _ table: POINTERS, _ out: OUT, _ index: real, _ rows: Int, _ width: Int,
      at start: [Int] = [0, 0]
    ) {
      let whole = Int(exactly: index.rounded(.towardZero)) ?? rows
      let row = whole < 0 ? whole + rows : whole
      for k in 0..<width {
        out[start[1] + k] = row >= 0 && row < rows ? table[row * width + k] : .nan
      }
    }

    """.lines,
    "round_f16": """
    /// To the nearest number of half precision: its unit is at least 2^-24.
    static func round_f16(_ x: real) -> real {
      guard x.isFinite, x != 0 else { return x }
      let unit = scalbn(1.0, max(Int(Double(x).exponent), -14) - 10)
      let near = (Double(x) / unit).rounded(.toNearestOrEven) * unit
      return abs(near) > 65504 ? (near < 0 ? -.infinity : .infinity) : real(near)
    }

    """.lines,
    "round_bf16": """
    /// To the nearest number of bfloat16: eight binary digits.
    static func round_bf16(_ x: real) -> real {
      guard x.isFinite, x != 0 else { return x }
      let unit = scalbn(1.0, max(Int(Double(x).exponent), -126) - 7)
      return real((Double(x) / unit).rounded(.toNearestOrEven) * unit)
    }

    """.lines,
    "round_f32": """
    static func round_f32(_ x: real) -> real { real(Float(x)) }

    """.lines,
  ]
}
