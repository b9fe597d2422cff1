import Expressions
import Layers
import Tensors
import Terms

/// What words mean to a person: the values of the place where one stands, of anywhere, those that
/// were named, and those printed before.
///
/// The model's values come first, so that `C` inside an LSTM is its C whatever was named before;
/// `$C` is always the variable.
package struct Scope: Environment {
  private let debugger: Debugger
  /// Where one stands; nil before the first equation.
  package let frame: StackFrame?
  /// Another run of what was fed, whose values are meant in place of those at hand.
  package var twin: Machine?

  private var machine: Machine? { twin ?? debugger.session?.machine }

  /// What words mean where one stands.
  package init(_ debugger: Debugger) { self.init(debugger, in: debugger.selectedFrame) }

  /// What words mean, seen from a frame.
  package init(_ debugger: Debugger, in frame: StackFrame?) {
    self.debugger = debugger
    self.frame = frame
  }

  package var names: [String] {
    let machine = machine
    let values = machine?.words(in: frame) ?? []
    let hidden = Set(values)
    return values + debugger.kept.variables.all.map(\.name).filter { !hidden.contains($0) }
  }

  package func isName(_ word: String) -> Bool {
    word.hasPrefix("$") || isValue(word) || debugger.kept.variables[word] != nil
  }

  /// Whether a word is one of the model's values here.
  package func isValue(_ word: String) -> Bool {
    machine?.isName(word, in: frame) ?? false
  }

  package var functions: [String: FunctionMaker] { Activations.makers }

  package func tensor(named word: String) throws(Unavailable) -> Tensor? {
    if word.hasPrefix("$") { return try kept(word) }
    let variable = debugger.kept.variables[word]
    // What is no value may be a variable, or a function that makes one: feed zeros.
    if !isValue(word) {
      if let variable { return variable.tensor }
      if case .function = WordUse(word) { return nil }
    }
    guard let session = debugger.session, let machine else { return nil }
    do {
      return try machine.lookup(word, in: frame, sample: session.sample).tensor
    } catch {
      throw Unavailable(
        "\(error)", hint: variable.map { "$\($0.name) is the variable \($0.name)" })
    }
  }

  /// `$`, `$3`, `$z_f`.
  private func kept(_ word: String) throws(Unavailable) -> Tensor? {
    let name = String(word.dropFirst())
    if let variable = debugger.kept.variables[name] { return variable.tensor }
    if let first = name.first, !first.isNumber {
      let near = nearest(to: name, in: debugger.kept.variables.all.map(\.name))
      throw Unavailable(
        "there is no variable \(name)",
        hint: near.map { "did you mean $\($0)?" } ?? "let \(name) = … makes one")
    }
    let count = debugger.kept.printed.count
    guard count > 0 else { throw Unavailable("nothing was printed yet") }
    guard let number = name.isEmpty ? count : Int(name), (1...count).contains(number) else {
      throw Unavailable("there is no \(word)", hint: "$1 to $\(count)")
    }
    guard let tensor = debugger.kept.printed[number - 1] else {
      throw Unavailable(
        "\(word) is no longer kept: variables and what was printed may have "
          + "\(debugger.kept.limit) numbers",
        hint: "let NAME = … keeps a value")
    }
    return tensor
  }
}
