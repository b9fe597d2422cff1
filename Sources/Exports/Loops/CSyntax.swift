import Tensors

/// Loops as C and C++ have them.
struct CSyntax: LoopSyntax {
  let isDouble: Bool
  let isCpp: Bool

  var real: String { isDouble ? "double" : "float" }
  var end: String { ";" }
  /// Before a function whose loops take time.
  var clones: String { isCpp ? "" : "MODEL_CLONES " }
  var block: String { "{" }
  /// `expf` is `exp` of float.
  private var suffix: String { isDouble ? "" : "f" }
  var restrict: String { isCpp ? "__restrict" : "restrict" }

  func function(_ word: String) -> String {
    switch word {
    case "infinity": "INFINITY"
    case "exp", "tanh": isDouble ? word : "fast_\(word)"
    default: word + suffix
    }
  }

  func number(_ value: Double) -> String {
    if value.isNaN { return "NAN" }
    if value.isInfinite { return value < 0 ? "-INFINITY" : "INFINITY" }
    let text = NumberFormat.exact(value, isDouble ? .float64 : .float32)
    let isWhole = text.allSatisfy { $0.isNumber || $0 == "-" }
    return (isWhole ? text + ".0" : text) + suffix
  }

  func loop(_ counter: String, _ count: Int) -> String {
    "for (int \(counter) = 0; \(counter) < \(count); \(counter)++) {"
  }

  func loop(down counter: String, _ count: Int) -> String {
    "for (int \(counter) = \(count - 1); \(counter) >= 0; \(counter)--) {"
  }

  func constant(_ name: String, _ value: String) -> String { "const \(real) \(name) = \(value);" }

  func place(_ name: String, _ value: String) -> String { "const int \(name) = \(value);" }

  func truth(_ name: String, _ value: String) -> String { "const int \(name) = \(value);" }

  func variable(_ name: String, _ value: String, isWhole: Bool) -> String {
    "\(isWhole ? "int" : real) \(name) = \(value);"
  }

  func buffer(_ name: String, _ count: Int) -> String {
    "MODEL_BUFFER \(real) \(name)[\(max(count, 1))];"
  }

  func part(_ name: String, of source: String, from start: String, _ count: Int) -> String {
    "const \(real) *\(name) = \(source) + \(start);"
  }

  func call(_ function: String, _ arrays: [(name: String, start: String)], _ numbers: [String])
    -> String
  {
    let places = arrays.map { $0.start == "0" ? $0.name : "\($0.name) + \($0.start)" }
    return "\(function)(\((places + numbers).joined(separator: ", ")));"
  }

  func converted(_ name: String) -> String { "(\(real))\(name)" }

  func comment(_ text: String) -> String { "/* \(SafeText.ascii(text)) */" }
}
