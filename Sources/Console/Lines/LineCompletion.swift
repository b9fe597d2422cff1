import Debugging
import Equations
import Expressions
import Models
import Terminal

/// What could stand where the cursor is. Which kind of thing that is, the commands say.
package struct LineCompletion {
  let console: Console
  /// The names of a line that is being typed, where it is asked at every key: then no file is looked for
  /// and no long work begun.
  private let known: NamesAtHand?

  package init(console: Console) { (self.console, known) = (console, nil) }

  init(console: Console, known: NamesAtHand) { (self.console, self.known) = (console, known) }

  private var scope: Scope { known?.scope ?? Scope(console.debugger) }

  /// The completions of a line at a cursor, both counted in Unicode scalars: of the command that the cursor stands in.
  ///
  /// What was typed before the line and goes on in it is `begun`; `spoken` is what may be said in place of a command.
  package func complete(
    _ line: String, _ cursor: Int, behind begun: String = "", saying spoken: [String] = []
  ) -> Completions {
    let head = String(String.UnicodeScalarView(line.unicodeScalars.prefix(cursor)))
    let end = head.unicodeScalars.count
    let all = begun + head
    let typed = TypedLine(all, of: console.commands)
    guard !typed.endsInNote else { return .none }
    let before = typed.openCommand(in: all) ?? ""
    let kind = kind(behind: before)
    let word =
      kind.map { LineCompletion.word(before, $0) } ?? String(before.drop(while: \.isWhitespace))
    let found = kind.map { candidates($0, word) } ?? commands + own + values(word, isFirst: true)
    let isFirst = head.drop(while: \.isWhitespace) == word
    return pick(found + (isFirst ? spoken.map { Candidate($0) } : []), word, endingAt: end)
  }

  /// What can stand at the end of a text; nil where it is the first word: `f+l` is more than one.
  func kind(behind before: String) -> Completion.Kind? {
    let typed = before.drop(while: \.isWhitespace)
    guard let blank = typed.firstIndex(where: \.isWhitespace) else {
      return typed.contains { "([{+*<>=,".contains($0) } ? .value : nil
    }
    if case .expression? = try? console.words.meaning(
      of: String(typed), among: console.commands, names: scope)
    {
      return .value
    }
    guard
      case .command(let command, let first, _) = try? console.words.meaning(
        of: String(typed[..<blank]), among: console.commands)
    else { return .value }
    let arguments = (first.isEmpty ? "" : first + " ") + typed[blank...].drop(while: \.isWhitespace)
    return command.completion(before: arguments[...])
  }

  /// The last word of a text, where a kind of thing stands.
  static func word(_ before: String, _ kind: Completion.Kind) -> String {
    let ends: Set<Character> =
      switch kind {
      case .value, .formula:
        [" ", "\t", "(", ")", "[", "]", ",", "+", "-", "*", "%", ":", "<", ">", "="]
      case .file: ["="]
      default: []
      }
    return word(before) { $0.isWhitespace || ends.contains($0) }
  }

  func candidates(_ kind: Completion.Kind, _ word: String) -> [Candidate] {
    switch kind {
    case .nothing: []
    case .command: commands
    case .help: commands + HelpTopic.all.map { Candidate($0.name, note: $0.summary) }
    case .setting(let others): Setting.all.map { Candidate($0.name, note: $0.help) } + others
    case .location: locations(word)
    case .value: values(word)
    case .formula(let words):
      words.map { Candidate($0) } + LineCompletion.functions(word, withActivations: true)
    case .file(let kind): known != nil ? [] : kind.paths(beginningWith: word)
    case .named(_, let words, let kind):
      words + (known != nil ? [] : kind.paths(beginningWith: word))
    case .words(let words): words.map { Candidate($0) }
    case .stop: locations(word) + classes
    case .breakpoint:
      console.breakpoints.all.map { Candidate("\($0.number)", note: $0.subject) }
    case .layer: layersToSay + (known != nil ? [] : FileKind.any.paths(beginningWith: word))
    }
  }

  /// The last word of a text, back to a character that ends words.
  private static func word(_ text: String, upTo ends: (Character) -> Bool) -> String {
    guard let last = text.lastIndex(where: ends) else { return text }
    return String(text[text.index(after: last)...])
  }

  private func pick(_ candidates: [Candidate], _ word: String, endingAt end: Int) -> Completions {
    guard word.unicodeScalars.count <= end else { return .none }
    var seen: Set<String> = []
    let fitting = candidates.filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
    return Completions(
      range: end - word.unicodeScalars.count..<end,
      candidates: fitting.sorted { $0.text < $1.text })
  }

  // MARK: Candidates

  var commands: [Candidate] {
    console.commands.all.map { Candidate($0.name, note: $0.summary) }
  }

  /// The person's own commands.
  var own: [Candidate] {
    console.words.aliases.map { Candidate($0.key, note: $0.value) }
      + console.words.definitions.keys.map { Candidate($0, note: "a command of your own") }
  }

  private func locations(_ word: String) -> [Candidate] {
    guard let machine = console.session?.machine else { return layerNames }
    return inModel(word, machine)
  }

  /// The words of the model that begin as one does; behind a layer `.C` or `@2` follows, and no blank.
  private func inModel(_ word: String, _ machine: Machine) -> [Candidate] {
    let layers = Set(machine.layers)
    return machine.completions(of: word, in: scope.frame, among: known?.words)
      .map { layers.contains($0) ? Candidate($0, continues: true) : Candidate($0) }
  }

  /// Keras' classes of the model's layers.
  private var classes: [Candidate] {
    let frames = console.session?.machine?.program.frames ?? []
    return Set(frames.map(\.kind)).sorted().map { Candidate($0, note: "every such layer") }
  }

  /// Of the first word of a line what is no command is rare, and Keras' activations would hide commands among them.
  func values(_ word: String, isFirst: Bool = false) -> [Candidate] {
    let sign = word.hasPrefix("$") ? "$" : ""
    let variables = console.debugger.kept.variables.all.map {
      Candidate(sign + $0.name, note: "variable")
    }
    let others = variables + LineCompletion.functions(word, withActivations: !isFirst)
    guard let machine = scope.machine else { return others + layerNames }
    return inModel(word, machine) + others
  }

  /// The functions that begin with a word, once there is one: they are many.
  private static func functions(_ word: String, withActivations: Bool) -> [Candidate] {
    guard !word.isEmpty else { return [] }
    let prefix = ["np.", "numpy."].first { word.hasPrefix($0) } ?? ""
    let name = word.dropFirst(prefix.count)
    // Of NumPy they are no functions.
    let activations = prefix.isEmpty && withActivations ? Scope.activations : []
    return (Functions.names + activations).filter { $0.hasPrefix(name) || "\($0)(" == name }
      .map {
        let usage = Functions.usage(of: $0) ?? Functions.usage(ofMade: $0)
        return Candidate("\(prefix)\($0)(", note: usage)
      }
  }

  /// The layers and functions that cannot be computed, then those of which something is said.
  private var layersToSay: [Candidate] {
    guard let model = console.session?.model else { return [] }
    return model.openSubjects.map { Candidate($0, note: "not computed") }
      + model.layers.all.map { Candidate($0.subject, note: $0.formula) }
  }

  private var layerNames: [Candidate] {
    (console.session?.model.layer.graph.nodes ?? []).map { Candidate($0.name, continues: true) }
  }
}
