/// A command of the console: a declaration from which dispatch, help, completion and the
/// documentation derive.
package protocol Command: Sendable {
  /// The name, then its other ones.
  var names: [String] { get }
  var group: CommandGroup { get }
  /// How far it reaches, whatever is typed behind it; `unknown` where it does not say.
  var reach: Reach { get }
  /// One line, without the name.
  var summary: String { get }
  /// `feed VALUE`; one for each form.
  var usage: [String] { get }
  /// Lines that work on a bundled model; the first opens it where that is not xor.
  var example: [String] { get }
  /// What else there is to know.
  var details: String { get }
  /// Whether an empty line does it again.
  var repeats: Bool { get }
  /// What its reverse does, for motions; nil when it has none.
  var reverse: String? { get }
  /// Whether the lines up to `end` belong to it.
  var takesLines: Bool { get }
  /// Whether `;` and `#` behind it are its own, and end nothing.
  var takesLineWhole: Bool { get }
  /// What can stand behind it, as the documentation says it.
  var completion: Completion.Kind { get }

  /// What else it leads to, for `apropos`.
  var subjects: [Subject] { get }

  /// How far it reaches with what is typed behind it.
  func reach(of arguments: String) -> Reach
  /// What can stand at the cursor, behind the arguments up to there.
  func completion(before cursor: Substring) -> Completion.Kind

  func run(_ arguments: String, _ console: Console) throws
}

extension Command {
  package var reach: Reach { .unknown }
  package var details: String { "" }
  package var repeats: Bool { false }
  package var takesLines: Bool { false }
  package var takesLineWhole: Bool { false }
  package var subjects: [Subject] { [] }
  package var reverse: String? { nil }
  package var completion: Completion.Kind { .nothing }
  package var name: String { names.first ?? "" }
  package func reach(of arguments: String) -> Reach { reach }
  package func completion(before cursor: Substring) -> Completion.Kind { completion }
  /// Whether something may follow the name.
  package var takesArguments: Bool { usage.contains { $0 != name } }
  /// The words of its usage that are typed as they stand there: `if`, `over`, `-a`.
  var ownWords: Set<String> {
    let words = usage.flatMap { $0.split(separator: " ").dropFirst().map(String.init) }
    return Set(words.filter { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }
}

/// Where a command stands in `help`.
package enum CommandGroup: String, CaseIterable, Sendable {
  case model = "Models and inputs"
  case walking = "Walking through a prediction"
  case looking = "Looking at numbers"
  case stopping = "Stopping"
  case console = "The console"
}
