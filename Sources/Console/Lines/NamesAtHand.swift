import Containers
import Debugging
import Equations
import Expressions
import Terms

/// What names mean while one line is typed: nothing changes meanwhile, so that each is looked up once.
///
/// Of a large model that nothing was fed to, only the layers are known until there was time to `prepare`.
final class NamesAtHand: Names {
  let scope: Scope
  private var found: [String: Bool] = [:]
  private var gates: [String: Gate?] = [:]

  init(_ debugger: Debugger) {
    var scope = Scope(debugger)
    scope.isQuick = true
    self.scope = scope
  }

  /// The words that stand alone for a value of the model; nil where that is not known.
  private(set) lazy var words: [String]? = scope.machine?.words(in: scope.frame)
  private(set) lazy var functions: [String: FunctionMaker] = scope.functions

  /// Whether all names are known.
  var isWhole: Bool { scope.isWhole }

  /// Makes what is not made between two keys; whether nothing of it is left.
  func prepare() -> Bool {
    guard !isWhole else { return true }
    scope.makeWhole()
    guard !Interruption.isWished() else { return false }
    (found, gates) = ([:], [:])
    words = scope.machine?.words(in: scope.frame)
    return true
  }

  var names: [String] { scope.names }

  func isName(_ word: String) -> Bool {
    if let known = found[word] { return known }
    let isName = scope.isName(word) || scope.isLayer(word)
    found[word] = isName
    return isName
  }

  /// The gate that a word names.
  func gate(_ word: String) -> Gate? {
    if let known = gates[word] { return known }
    let gate = scope.machine?.gate(word, in: scope.frame)
    gates[word] = gate
    return gate
  }
}
