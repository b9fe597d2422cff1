/// Keras' way from a class name to a group name: `PReLU` → `p_re_lu`.
package enum SnakeCase {
  package static func of(_ name: String) -> String {
    let letters = Array(name.filter { $0.isLetter || $0.isNumber || $0 == "_" })
    var result = ""
    for (index, letter) in letters.enumerated() {
      if index > 0, letter.isUppercase {
        let before = letters[index - 1]
        let startsWord = index + 1 < letters.count && letters[index + 1].isLowercase
        if startsWord || before.isLowercase { result += "_" }
      }
      result += letter.lowercased()
    }
    return result
  }

  /// Classes that are saved under another name than the one they have in Keras' code, which names the group.
  private static let pythonNames = ["GroupQueryAttention": "GroupedQueryAttention"]

  /// The next name of a class: `dense`, `dense_1`, `dense_2`, ….
  static func numbered(_ kind: String, _ counts: inout [String: Int]) -> String {
    let base = of(pythonNames[kind] ?? kind)
    let count = counts[base, default: 0]
    counts[base] = count + 1
    return count == 0 ? base : "\(base)_\(count)"
  }

  /// `dense_12` → `dense`.
  static func unnumbered(_ name: String) -> String {
    guard let bar = name.lastIndex(of: "_") else { return name }
    let digits = name[bar...].dropFirst()
    let isNumber = !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
    return isNumber ? String(name[..<bar]) : name
  }
}
