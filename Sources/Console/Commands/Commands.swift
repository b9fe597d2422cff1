/// Every command there is, by the name of its file.
enum Commands {
  static let all: [any Command] = [
    AliasCommand(),
    AproposCommand(),
    BreakCommand(),
    CatchCommand(),
    CheckCommand(),
    CheckpointCommand(),
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
    EnableCommand(),
    EndCommand(),
    ExpectCommand(),
    ExpectStopCommand(),
    ExplainCommand(),
    ExportCommand(),
    FeedCommand(),
    FinishCommand(),
    GotoCommand(),
    GraphCommand(),
    HelpCommand(),
    IgnoreCommand(),
    InfoCommand(),
    LessonCommand(),
    LetCommand(),
    ListCommand(),
    LoadCommand(),
    NextCommand(),
    OpenCommand(),
    OutputCommand(),
    PlotCommand(),
    PrecisionCommand(),
    PrintCommand(),
    PrintingBreakCommand(),
    PushCommand(),
    QuitCommand(),
    QuizCommand(),
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
    ShowCommand(),
    SilentCommand(),
    SourceCommand(),
    StatsCommand(),
    StepCommand(),
    StepInstructionCommand(),
    SummaryCommand(),
    TemporaryBreakCommand(),
    TimelineCommand(),
    TranscriptCommand(),
    UndisplayCommand(),
    UntilCommand(),
    UpCommand(),
    WatchCommand(),
    WhatisCommand(),
    WhereCommand(),
    WhyCommand(),
  ]

  private static let byName: [String: any Command] = {
    var result: [String: any Command] = [:]
    for command in all {
      for name in command.names { result[name] = command }
    }
    return result
  }()

  /// The command of a name or an abbreviation; an unfinished name of three letters or more will do
  /// when it fits one command only.
  static func find(_ word: String) -> (any Command)? {
    if let exact = byName[word] { return exact }
    guard word.count >= 3 else { return nil }
    let fitting = all.filter { $0.name.hasPrefix(word) }
    return fitting.count == 1 ? fitting.first : nil
  }

  /// What is done with a line that begins with no command: it is printed if it is an expression.
  static func printing(_ line: String, word: String) -> any Command { BareExpression(word: word) }
}
