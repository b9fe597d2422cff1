import Console
import Tensors
import Views

/// The lessons and how far the learner has come in each.
package enum LessonList {
  /// A line for each is what can be read: where there is no room for names, numbers do.
  package static func lines(_ console: Console) -> [String] {
    let hasNames = console.presentation.room >= LessonList.roomy
    var table = Table(["", "Lesson"] + (hasNames ? [""] : []) + ["Progress"])
    for (index, name) in LessonFolder.names.enumerated() {
      guard let file = LessonFolder.bundled(name),
        let lesson = try? LessonReader.open(file, name: name)
      else { continue }
      table.add(
        ["\(index + 1)"] + (hasNames ? [name] : []) + [title(lesson), progress(lesson, console)])
    }
    let lines = table.lines(
      width: console.presentation.room, wrapping: hasNames ? [2, 3] : [1, 2])
    guard lines.count > 2 else { return ["the lessons were not installed with the program"] }
    return lines
      + console.prose("lesson 1, or lesson xor-by-hand, begins one, or goes on where it was left.")
  }

  /// Columns from which on the names stand beside the titles.
  private static let roomy = 72

  /// Whether the first lesson is there and was never begun.
  package static func isForNewcomer(_ console: Console) -> Bool {
    guard let first = LessonFolder.names.first, LessonFolder.bundled(first) != nil else {
      return false
    }
    return !LessonProgress.isKept(first, in: console.stateFolder)
  }

  /// The title without its number.
  static func title(_ lesson: Lesson) -> String {
    let (word, rest) = lesson.title.firstWord
    return word.last == "." && word.dropLast().allSatisfy(\.isNumber) ? rest : lesson.title
  }

  private static func progress(_ lesson: Lesson, _ console: Console) -> String {
    guard let progress = LessonProgress.load(lesson, in: console.stateFolder) else { return "" }
    if progress.isFinished { return "done, \(progress.rightCount)/\(lesson.questionCount) right" }
    let step = lesson.items.prefix(progress.next).count(where: \.isStep) + 1
    return progress.next > 0 ? "step \(step) of \(lesson.stepCount)" : ""
  }
}
