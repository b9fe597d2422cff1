import Containers
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far a learner has come in a lesson, kept in a small file of its own:
/// `${XDG_STATE_HOME:-~/.local/state}/kerastep/lessons/NAME`.
package struct LessonProgress: Equatable {
  /// The item that comes next.
  var next = 0
  var isFinished = false
  /// By the question's place among the items: whether the first answer was right.
  var answers: [Int: Bool] = [:]

  package init() {}

  private init(next: Int, isFinished: Bool) {
    (self.next, self.isFinished) = (next, isFinished)
  }

  var rightCount: Int { answers.values.count { $0 } }

  /// What was kept of a lesson; nil when it was never begun, or has another text now.
  static func load(_ lesson: Lesson, in folder: String?) -> LessonProgress? {
    guard let folder, case let path = path(lesson, folder), let file = try? FileBytes(path: path),
      file.bytes.count < 1 << 16
    else { return nil }
    var words: [String: String] = [:]
    for line in String(decoding: file.bytes.array, as: UTF8.self).split(separator: "\n") {
      let (key, value) = String(line).firstWord
      words[key] = value
    }
    guard words["text"] == String(lesson.checksum, radix: 16),
      let next = words["next"].flatMap({ Int($0) }), (0...lesson.items.count).contains(next)
    else { return nil }
    var progress = LessonProgress(next: next, isFinished: words["finished"] == "yes")
    for answer in (words["answers"] ?? "").split(separator: " ") {
      guard let place = Int(answer.dropLast()), lesson.items.indices.contains(place) else {
        continue
      }
      progress.answers[place] = answer.last == "+"
    }
    return progress
  }

  /// Keeps it; without a folder, or where nothing can be written, nothing is kept.
  package func save(_ lesson: Lesson, in folder: String?) {
    guard let folder else { return }
    let path = LessonProgress.path(lesson, folder)
    for index in path.indices.dropFirst() where path[index] == "/" {
      mkdir(String(path[..<index]), 0o700)
    }
    let answers = answers.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value ? "+" : "-")" }
    let lines = [
      "text \(String(lesson.checksum, radix: 16))", "next \(next)",
      "finished \(isFinished ? "yes" : "no")", "answers \(answers.joined(separator: " "))",
    ]
    try? FileBytes.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
  }

  /// Whether anything is kept of a lesson of the program.
  static func isKept(_ name: String, in folder: String?) -> Bool {
    folder.map { access("\($0)/kerastep/lessons/\(name)", F_OK) == 0 } ?? false
  }

  /// Lessons of the program by their names, others by where they lie.
  private static func path(_ lesson: Lesson, _ folder: String) -> String {
    var name = lesson.name
    if LessonFolder.bundled(name) != lesson.file {
      let place = Array((LessonFolder.realPath(lesson.file) ?? lesson.file).utf8)
      let mark = place.withUnsafeBytes { CRC32.checksum($0) }
      let letters = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40)
      name = "\(letters)-\(String(mark, radix: 16))"
    }
    return "\(folder)/kerastep/lessons/\(name)"
  }
}
