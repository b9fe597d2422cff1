import Debugging
import Models
import Tensors
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What could stand where the cursor is.
struct Completion {
  /// What a command takes.
  enum Kind: Sendable {
    case nothing
    case command
    case setting
    case location
    case value
    case model
    case file
    case input
    case words([String])
    /// A location, and after `if` a value.
    case stop
    /// A breakpoint's number.
    case breakpoint
    /// A lesson by its name or its file.
    case lesson
  }

  let console: Console

  /// The completions of a line at a cursor, both counted in Unicode scalars.
  func complete(_ line: String, _ cursor: Int) -> Completions {
    let before = String(String.UnicodeScalarView(line.unicodeScalars.prefix(cursor)))
    let isFirstWord = !before.trimmedStart.contains(where: \.isWhitespace)
    let start = before.unicodeScalars.count
    if isFirstWord {
      let word = before.trimmedStart
      var candidates = Commands.all.map { Candidate($0.name, note: $0.summary) }
      candidates += values(word).candidates
      return pick(candidates, word, endingAt: start)
    }
    let (name, rest) = before.trimmed.firstWord
    let arguments = before.last?.isWhitespace == true && rest.isEmpty ? "" : rest
    guard let command = Commands.find(name) else {
      return complete(.value, before, start)
    }
    if command.name == "set" || command.name == "show" {
      return complete(setting: before, arguments, start)
    }
    return complete(command.completion, before, start)
  }

  private func complete(_ kind: Kind, _ before: String, _ end: Int) -> Completions {
    switch kind {
    case .nothing: return .none
    case .command:
      let word = Completion.word(before, upTo: \.isWhitespace)
      return pick(Commands.all.map { Candidate($0.name, note: $0.summary) }, word, endingAt: end)
    case .setting:
      let word = Completion.word(before, upTo: \.isWhitespace)
      return pick(Setting.all.map { Candidate($0.name, note: $0.help) }, word, endingAt: end)
    case .location:
      let word = Completion.word(before, upTo: \.isWhitespace)
      return pick(locations(word), word, endingAt: end)
    case .value:
      let word = Completion.word(before) { " \t()[],+-*%:<>=".contains($0) }
      return pick(values(word).candidates, word, endingAt: end)
    case .model:
      let word = Completion.word(before, upTo: \.isWhitespace)
      let bundled = Bundled.names.map { Candidate($0, note: "bundled model") }
      return pick(bundled + files(word), word, endingAt: end)
    case .file, .input:
      let word = Completion.word(before) { $0.isWhitespace || $0 == "=" }
      return pick(files(word), word, endingAt: end)
    case .stop:
      if before.contains(" if ") || before.contains(",") { return complete(.value, before, end) }
      let word = Completion.word(before, upTo: \.isWhitespace)
      return pick(locations(word) + classes(), word, endingAt: end)
    case .breakpoint:
      let word = Completion.word(before, upTo: \.isWhitespace)
      let numbers = console.breakpoints.all.map { Candidate("\($0.number)", note: $0.subject) }
      return pick(numbers, word, endingAt: end)
    case .lesson:
      let word = Completion.word(before, upTo: \.isWhitespace)
      let names = LessonFolder.names + ["check", "new"]
      return pick(names.map { Candidate($0) } + files(word), word, endingAt: end)
    case .words(let words):
      let word = Completion.word(before, upTo: \.isWhitespace)
      return pick(words.map { Candidate($0) }, word, endingAt: end)
    }
  }

  private func complete(setting before: String, _ arguments: String, _ end: Int) -> Completions {
    let (name, rest) = arguments.firstWord
    if name == "logging" { return complete(.file, before, end) }
    if name == "var" { return complete(.value, before, end) }
    let namesSetting = rest.isEmpty && before.last?.isWhitespace != true
    guard !namesSetting, let setting = Setting.named(name) else {
      return complete(.setting, before, end)
    }
    return complete(.words(setting.values), before, end)
  }

  /// The last word of a text, back to a character that ends words.
  private static func word(_ text: String, upTo ends: (Character) -> Bool) -> String {
    guard let last = text.lastIndex(where: ends) else { return text }
    return String(text[text.index(after: last)...])
  }

  private func pick(_ candidates: [Candidate], _ word: String, endingAt end: Int) -> Completions {
    var seen: Set<String> = []
    let fitting = candidates.filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
    return Completions(
      range: end - word.unicodeScalars.count..<end,
      candidates: fitting.sorted { $0.text < $1.text })
  }

  // MARK: Candidates

  private func locations(_ word: String) -> [Candidate] {
    guard let machine = console.session?.machine else { return layerNames() }
    return machine.completions(of: word, in: console.debugger.selectedFrame).map { Candidate($0) }
  }

  /// Keras' classes of the model's layers.
  private func classes() -> [Candidate] {
    let frames = console.session?.machine?.program.frames ?? []
    return Set(frames.map(\.kind)).sorted().map { Candidate($0, note: "every such layer") }
  }

  private func values(_ word: String) -> (candidates: [Candidate], Void) {
    let sign = word.hasPrefix("$") ? "$" : ""
    let variables = console.debugger.kept.variables.all.map {
      Candidate(sign + $0.name, note: "variable")
    }
    guard let machine = console.session?.machine else { return (variables + layerNames(), ()) }
    let values = machine.completions(of: word, in: console.debugger.selectedFrame)
    return (values.map { Candidate($0) } + variables, ())
  }

  private func layerNames() -> [Candidate] {
    (console.session?.model.layer.graph.nodes ?? []).map { Candidate($0.name) }
  }

  /// The files whose path begins so.
  private func files(_ word: String) -> [Candidate] {
    let slash = word.lastIndex(of: "/")
    let folder = slash.map { String(word[...$0]) } ?? ""
    guard let directory = opendir(folder.isEmpty ? "." : folder.expandingHome) else { return [] }
    defer { closedir(directory) }
    var result: [Candidate] = []
    while let entry = readdir(directory), result.count < 10_000 {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      let path = folder + name
      if name.hasPrefix("."), !word.hasSuffix("."), slash == nil, !word.hasPrefix(".") { continue }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      result.append(Candidate(isFolder ? path + "/" : path))
    }
    return result
  }
}

extension String {
  var trimmedStart: String { String(drop(while: \.isWhitespace)) }

  /// A path with `~` replaced by the home folder.
  var expandingHome: String {
    guard self == "~" || hasPrefix("~/"), let home = getenv("HOME") else { return self }
    return String(cString: home) + dropFirst()
  }
}
