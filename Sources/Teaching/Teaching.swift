import Console

// Lessons and quizzes: what goes through a walk with somebody who learns.
//
// A lesson is a page of Markdown. `LessonReader` makes prose, commands and questions of it,
// `LessonDialogue` goes through it with a learner, `LessonPlay` without one, `LessonCheck` says whether
// the page is true. Its commands run on a console of its own (`LessonStage`); `LessonTrust` says what
// they may do. A `Quiz` asks what the next equation gives. Both are a `Dialogue`, which takes the lines
// typed at a console until it is over; that is all that the console knows of them.
//
// The module stands above the console: it hands its two commands in (`Teaching.commands`), and whoever
// builds a console without it has a debugger that does not teach.
//
// Left out: answers that are kept in a page. They are expressions at the place of the question, so that
// none can be wrong.

package enum Teaching {
  /// The console's commands, and those that teach.
  package static let commands = Commands(adding: [LessonCommand(), QuizCommand()])
}
