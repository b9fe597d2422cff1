import Console
import Teaching

/// The script that a shell completes by: the parser's own, in which bundled models and lessons stand
/// beside files, and the debugger's arguments follow the program's bare name.
enum CompletionScript {
  /// Tells the places of lessons from those of pages.
  static let lessonEndings = ["md", "markdown"]

  private static let models = Bundled.names
  private static let lessons = LessonFolder.names

  /// The parser's script for a shell, completed; any other text as it is.
  static func completed(_ script: String) -> String {
    if script.hasPrefix("#!/bin/bash") { return bash(script) }
    if script.hasPrefix("#compdef") { return zsh(script) }
    if script.contains("complete -c 'kerastep'") { return fish(script) }
    return script
  }

  // MARK: bash

  private static func bash(_ script: String) -> String {
    var lines: [String] = []
    for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = String(line)
      // The debugger, or a lesson to play, needs no name of a subcommand.
      if text.contains("COMPREPLY+=($(compgen -W '") {
        let isLesson = text.contains("'play ")
        let words = text.drop { $0 == " " }
        lines += [
          "        [[ \"${#unparsed_words[@]}\" -gt 0 ]] || \(words)",
          "        unparsed_words=(\"${subcommand}\" \"${unparsed_words[@]}\")",
          "        \(isLesson ? "_kerastep_lesson_play" : "_kerastep_debug")",
        ]
        continue
      }
      lines.append(text)
      let indent = String(text.prefix { $0 == " " })
      for (endings, names) in additions where text.hasSuffix("-fX '!*.@(\(endings))'") {
        let list = names.map { "'\($0)'" }.joined(separator: "$'\\n'")
        lines.append("\(indent)__kerastep_add_completions -W \(list)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static var additions: [(endings: String, names: [String])] {
    [
      (FileKind.models.endings.joined(separator: "|"), models),
      (lessonEndings.joined(separator: "|"), lessons),
    ]
  }

  // MARK: zsh

  private static func zsh(_ script: String) -> String {
    var text = script
    for (endings, names) in additions {
      let globs = endings.split(separator: "|").map { "*.\($0)" }.joined(separator: " ")
      let files = "_files -g '\\''\(globs)'\\''"
      text = text.replacing(
        files, with: "{\(files); compadd -- \(names.joined(separator: " "))}")
    }
    for (function, name, choices) in [
      ("_kerastep", "debug", "model"), ("_kerastep_lesson", "play", "lesson"),
    ] {
      guard let start = text.firstRange(of: "\n\(function)() {")?.upperBound,
        let describe = text[start...].firstRange(of: "_describe -V subcommand subcommands && ret=0")
      else { continue }
      let (kinds, names) = additions[choices == "model" ? 0 : 1]
      let globs = kinds.split(separator: "|").map { "*.\($0)" }.joined(separator: " ")
      let words = names.joined(separator: " ")
      text.replaceSubrange(
        describe,
        with: """
          _describe -V subcommand subcommands && ret=0
                  compadd -- \(words) && ret=0
                  _files -g '\(globs)' && ret=0
          """)
      guard let branch = text[start...].firstRange(of: "\n            ;;\n        esac") else {
        continue
      }
      text.replaceSubrange(
        branch,
        with: """

                      ;;
                  *)
                      words=(\(name) "${words[@]}")
                      ((CURRENT += 1))
                      \(function)_\(name) && ret=0
                      ;;
                  esac
          """)
    }
    return text
  }

  // MARK: fish

  private static func fish(_ script: String) -> String {
    var lines: [String] = []
    for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = String(line)
      lines.append(text)
      guard text.hasPrefix("complete ") else { continue }
      for (endings, names) in additions {
        let list = endings.split(separator: "|").map { "\\'\($0)\\'" }.joined(separator: " ")
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        guard text.contains("exts \(list);"), text.contains("_positional"), parts.count > 4 else {
          continue
        }
        let words = names.joined(separator: " ")
        lines.append("complete -c 'kerastep' -n '\(parts[3])' -fa '\(words)'")
      }
    }
    return lines.flatMap { line in
      for (long, short) in [
        ("kerastep debug", "kerastep"), ("kerastep lesson play", "kerastep lesson"),
      ]
      where line.contains("\"\(long)\"") && !line.contains("-l version")
        && !line.contains("-l help")
      {
        return [line, line.replacing("\"\(long)\"", with: "\"\(short)\"")]
      }
      return [line]
    }.joined(separator: "\n")
  }
}
