import Equations
import Terms

extension Machine {
  /// The gate that a word names, as `f`, `lstm.f`, `lstm@2.f` or `f[5]`, seen from a frame; nil for
  /// anything else.
  package func gate(_ word: String, in frame: StackFrame? = nil) -> Gate? {
    let base = word.hasSuffix("]") ? String(word.prefix { $0 != "[" }) : word
    guard let meaning = try? meaning(of: base, in: frame, suggests: false) else { return nil }
    return meaning.values.lazy.compactMap { self.gates[$0.id] }.first
  }
}
