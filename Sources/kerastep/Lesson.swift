import ArgumentParser

/// `kerastep lesson 1`: a walkthrough that explains, asks and runs; and what its authors need.
struct Lesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Go through a lesson that explains, shows and asks.",
    usage: "kerastep lesson [<lesson>] [<options>]\nkerastep lesson <subcommand> …",
    discussion: PlayLesson.configuration.discussion,
    subcommands: [PlayLesson.self, CheckLesson.self, NewLesson.self],
    defaultSubcommand: PlayLesson.self)
}
