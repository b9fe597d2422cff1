import Console
import Debugging
import Models
import Tensors

/// The console that a lesson's commands run on, apart from the person's own.
///
/// A lesson finds the state that it expects because its commands so far can be run again, quietly,
/// on a console that begins anew: after free exploration, on going back, and on returning.
final class LessonStage {
  private let lesson: Lesson
  private let outer: Console
  private(set) var console: Console
  private let trust: LessonTrust
  /// Where the lesson's own commands have led.
  private var place = ""
  /// Whether anything but the lesson's commands was run since.
  private(set) var isExplored = false

  init(_ lesson: Lesson, outer: Console) {
    self.lesson = lesson
    self.outer = outer
    trust = LessonTrust(lesson, outer.commands)
    console = LessonStage.fresh(outer)
    place = console.standing
  }

  /// A console that begins anew and shows things as another does.
  private static func fresh(_ outer: Console) -> Console {
    let console = Console(
      output: outer.output, isInteractive: outer.isInteractive, commands: outer.commands)
    console.settings.ascii = outer.settings.ascii
    console.settings.colour = outer.settings.colour
    console.settings.width = outer.settings.width
    console.settings.operands = outer.settings.operands
    console.limitToLesson()
    return console
  }

  /// Runs the lesson's commands before an item again, and shows nothing of it.
  func restore(to index: Int) {
    console = LessonStage.fresh(outer)
    let before = outer.output.isMuted
    outer.output.isMuted = true
    defer { outer.output.isMuted = before }
    for case .command(let command) in lesson.items.prefix(index) where !onlyLooks(command) {
      play(command)
    }
    isExplored = false
    place = console.standing
  }

  /// Whether a command leaves everything as it is, so that it need not be run again.
  private func onlyLooks(_ command: LessonCommandLine) -> Bool {
    guard !command.beginsAnew else { return false }
    let commands = TypedLine(command.text, of: outer.commands).commands
    return commands.allSatisfy { line in
      let (word, rest) = line.firstWord
      return outer.commands.find(word)?.reach(of: rest).isSubset(of: .readsFiles) ?? false
    }
  }

  /// Puts the walk back to where the lesson needs it; true when it had moved.
  func returnToLesson(at index: Int) -> Bool {
    guard isExplored else { return false }
    let left = console.standing
    restore(to: index)
    return left != place
  }

  /// Runs a command of the lesson.
  func play(_ command: LessonCommandLine) {
    if command.beginsAnew { console = LessonStage.fresh(outer) }
    console.execute(trust.resolved(command.text))
    place = console.standing
  }

  /// Runs what the learner typed of their own.
  func explore(_ line: String) -> Console.Status {
    isExplored = true
    return console.execute(console.isTakingLines ? line : trust.resolved(line))
  }
}

extension Console {
  /// Where the walk stands, to see whether it has moved.
  fileprivate var standing: String {
    guard let session else { return "" }
    let position = session.machine.map { "\($0.position)" } ?? ""
    return "\(session.model.origin.path) \(position) \(session.sample) \(session.timeline.current)"
  }
}
