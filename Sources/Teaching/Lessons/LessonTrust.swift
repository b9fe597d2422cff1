import Console
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a lesson may do by itself: a file with a lesson is as little trusted as a model.
///
/// Its commands run when the learner presses Enter, and again when a lesson is gone on with. So it
/// may look and walk; it may not write a file, run another script or make commands; and the files
/// that it names must lie in its own folder.
struct LessonTrust {
  /// How far a lesson's commands may reach.
  static let allowed: Reach = [.walks, .changes, .readsFiles]

  /// Where the lesson lies: names of files in it are looked up there.
  let folder: String

  /// The commands that there are.
  let commands: Commands

  init(_ lesson: Lesson, _ commands: Commands) {
    folder = LessonFolder.parent(lesson.file)
    self.commands = commands
  }

  /// Throws at the first command that has no place in a lesson.
  func check(_ lesson: Lesson) throws(LessonError) {
    for case .command(let command) in lesson.items {
      if let refusal = refusal(command.text) {
        throw LessonError(file: lesson.file, line: command.line, problem: refusal)
      }
    }
  }

  /// Why a command has no place in the lesson; nil when it has.
  func refusal(_ line: String) -> String? {
    for command in TypedLine(line, of: commands).commands {
      let (word, rest) = command.firstWord
      if let refusal = commands.find(word).flatMap({ refusal(of: $0, rest, called: word) }) {
        return refusal
      }
    }
    return nil
  }

  /// Why a command has no place in the lesson, behind the word by which it is called.
  func refusal(of command: any Command, _ rest: String, called word: String) -> String? {
    let reach = command.reach(of: rest)
    guard reach.isSubset(of: LessonTrust.allowed) else {
      return "\(word) has no place in a lesson: a lesson looks and walks, and writes nothing"
    }
    guard reach.contains(.readsFiles) else { return nil }
    let strange = LessonTrust.words(rest).first { leaves($0) }
    return strange.map { "\($0) lies outside the lesson's folder" }
  }

  /// The line with the files that lie in the folder by their whole paths.
  func resolved(_ line: String) -> String { rewritten(line, naming: path) }

  /// A line that was typed somewhere else, with the files that lie in the folder as they are called there.
  func homed(_ line: String) -> String {
    let own = rewritten(line, naming: name)
    // Where no file is named, all stays as it was typed, notes too.
    return own == rewritten(line, naming: { $0 }) ? line : own
  }

  /// A file outside the folder from which a line that was typed somewhere else goes on: a model, an input. Nil where
  /// there is none.
  func strangeFile(_ line: String) -> String? {
    let words = TypedLine(line, of: commands).commands.flatMap { command -> [String] in
      let (word, rest) = command.firstWord
      let reach = commands.find(word)?.reach(of: rest) ?? []
      let goesOn = reach.isSuperset(of: [.readsFiles, .changes])
      return goesOn && reach.isSubset(of: LessonTrust.allowed) ? LessonTrust.words(rest) : []
    }
    return words.first { word in
      word.contains { "./~".contains($0) } && Bundled.model(word) == nil
        && LessonTrust.readings(word).contains { path in
          LessonFolder.realPath(path.expandingHome).map { !lies(inFolder: $0) } ?? false
        }
    }
  }

  private func lies(inFolder place: String) -> Bool {
    guard let own = LessonFolder.realPath(folder) else { return false }
    return place.hasPrefix(own == "/" ? own : own + "/")
  }

  private func rewritten(_ line: String, naming file: (String) -> String) -> String {
    TypedLine(line, of: commands).commands.map { rewritten(command: $0, naming: file) }
      .joined(separator: "; ")
  }

  private func rewritten(command line: String, naming file: (String) -> String) -> String {
    let (word, rest) = line.firstWord
    guard let command = commands.find(word), command.reach(of: rest).contains(.readsFiles)
    else {
      return line
    }
    var result = ""
    var name = ""
    for character in rest + " " {
      if character.isWhitespace || character == "=" {
        result += file(name) + String(character)
        name = ""
      } else {
        name.append(character)
      }
    }
    return "\(word) \(result)".trimmed
  }

  /// A file of the folder by its whole path; any other word as it is.
  private func path(_ word: String) -> String {
    guard !word.isEmpty, !word.hasPrefix("/"), !word.hasPrefix("~"), Bundled.model(word) == nil,
      LessonTrust.readings(word).contains(where: { access("\(folder)/\($0)", F_OK) == 0 })
    else { return word }
    return "\(folder)/\(word)"
  }

  /// What a file of the folder is called in it, `data.npz:x0` for `week3/data.npz:x0`; any other word as it is.
  private func name(_ word: String) -> String {
    guard !word.isEmpty, Bundled.model(word) == nil, let own = LessonFolder.realPath(folder)
    else { return word }
    for path in LessonTrust.readings(word) {
      guard let place = LessonFolder.realPath(path.expandingHome), lies(inFolder: place)
      else { continue }
      return String(place.dropFirst(own == "/" ? 1 : own.count + 1)) + word.dropFirst(path.count)
    }
    return word
  }

  /// Whether a word names something outside the folder.
  private func leaves(_ word: String) -> Bool {
    if word.hasPrefix("/") || word.hasPrefix("~") { return true }
    if word.split(separator: "/").contains("..") { return true }
    // A link may lead anywhere.
    guard let own = LessonFolder.realPath(folder) else { return true }
    return LessonTrust.readings(word).contains { path in
      guard let place = LessonFolder.realPath("\(folder)/\(path)") else { return false }
      return place != own && !place.hasPrefix(own == "/" ? own : own + "/")
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || $0 == "=" }.map(String.init)
  }

  /// What a word may name: `data.npz:x0` is also an array in a file.
  private static func readings(_ word: String) -> [String] {
    [word] + (word.lastIndex(of: ":").map { [String(word[..<$0])] } ?? [])
  }
}
