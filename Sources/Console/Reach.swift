/// How far a command reaches: what it may do beside showing what there is.
///
/// Who runs lines that others wrote (a lesson, a saved session, the harness of wild lines) says what
/// it lets them do, and asks the command; nobody keeps a list of names.
package struct Reach: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// It shows what there is, and leaves everything as it is.
  package static let looks: Reach = []
  /// It moves the place where one stands, or from which one looks.
  package static let walks = Reach(rawValue: 1 << 0)
  /// It changes what is kept in memory: the model, its numbers, breakpoints, variables, settings.
  package static let changes = Reach(rawValue: 1 << 1)
  package static let readsFiles = Reach(rawValue: 1 << 2)
  package static let writesFiles = Reach(rawValue: 1 << 3)
  /// It does lines that stand elsewhere, or keeps some to be done later.
  package static let runsCommands = Reach(rawValue: 1 << 4)
  /// It takes the lines that are typed next.
  package static let asks = Reach(rawValue: 1 << 5)
  /// It ends the program.
  package static let leaves = Reach(rawValue: 1 << 6)
  /// It runs programs of the person's own, by the shell.
  package static let runsPrograms = Reach(rawValue: 1 << 7)
  /// A command of the shell: whatever a program may do. It is done for whoever types it, and for nobody
  /// else.
  package static let shell: Reach = [.readsFiles, .writesFiles, .runsCommands, .runsPrograms]

  /// That of a command that does not say: farther than any that does, so that nobody lets it pass.
  package static let unknown = Reach(rawValue: .max)
}
