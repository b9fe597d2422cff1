/// The commands of a console, found by their names: its own, and those of a module above it.
package struct Commands: Sendable {
  /// By the names of their files.
  package let all: [any Command]
  private let byName: [String: any Command]

  package init(adding others: [any Command] = []) {
    all = others.reduce(into: Commands.own) { all, other in
      let place = all.firstIndex { "\(type(of: $0))" > "\(type(of: other))" }
      all.insert(other, at: place ?? all.endIndex)
    }
    byName = Dictionary(
      all.flatMap { command in command.names.map { ($0, command) } },
      uniquingKeysWith: { _, last in last })
  }

  /// Every command of the console's own, by the name of its file.
  static let own: [any Command] = [
    AliasCommand(),
    AproposCommand(),
    BreakCommand(),
    CatchCommand(),
    CheckCommand(),
    CheckpointCommand(),
    ClearCommand(),
    CommandsCommand(),
    CompareCommand(),
    ConditionCommand(),
    ContinueCommand(),
    DefineCommand(),
    DeleteCommand(),
    DiagnoseCommand(),
    DisableCommand(),
    DisplayCommand(),
    DivergeCommand(),
    DocumentCommand(),
    DownCommand(),
    EditCommand(),
    EnableCommand(),
    EndCommand(),
    ExpectCommand(),
    ExpectStopCommand(),
    ExplainCommand(),
    ExportCommand(),
    FeedCommand(),
    FinishCommand(),
    GotoCommand(),
    GradCommand(),
    GraphCommand(),
    HelpCommand(),
    HistoryCommand(),
    IgnoreCommand(),
    InfoCommand(),
    LayerCommand(),
    LayoutCommand(),
    LetCommand(),
    ListCommand(),
    LoadCommand(),
    NextCommand(),
    OpenCommand(),
    OutputCommand(),
    PipeCommand(),
    PlotCommand(),
    PrecisionCommand(),
    PrintCommand(),
    PrintingBreakCommand(),
    PushCommand(),
    QuitCommand(),
    ResetCommand(),
    RestartCommand(),
    ReverseCommand(),
    ReverseShorthand("rs", "step"),
    ReverseShorthand("rsi", "stepi"),
    ReverseShorthand("rn", "next"),
    ReverseShorthand("rf", "finish"),
    ReverseShorthand("rc", "continue"),
    RunCommand(),
    SampleCommand(),
    SamplesCommand(),
    SaveCommand(),
    SetCommand(),
    ShellCommand(),
    ShowCommand(),
    SilentCommand(),
    SourceCommand(),
    StatsCommand(),
    StepCommand(),
    StepInstructionCommand(),
    SummaryCommand(),
    TargetCommand(),
    TemporaryBreakCommand(),
    TimelineCommand(),
    TrainCommand(),
    TranscriptCommand(),
    UndisplayCommand(),
    UntilCommand(),
    UpCommand(),
    WatchCommand(),
    WhatisCommand(),
    WhereCommand(),
    WhyCommand(),
    WithCommand(),
  ]

  /// The command of a name or an abbreviation; an unfinished name of three letters or more will do
  /// when it fits one command only.
  package func find(_ word: String) -> (any Command)? {
    if let exact = byName[word] { return exact }
    guard word.count >= 3 else { return nil }
    let fitting = all.filter { $0.name.hasPrefix(word) }
    return fitting.count == 1 ? fitting.first : nil
  }

  /// Whether a word is one of the names of a command, unabbreviated.
  func isName(_ word: String) -> Bool { byName[word] != nil }

  /// What is done with a line that begins with no command: it is printed if it is an expression.
  static func printing(_ line: String, word: String) -> any Command { BareExpression(word: word) }
}
