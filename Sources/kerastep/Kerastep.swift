import ArgumentParser

/// The command line.
struct Kerastep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kerastep",
    abstract: "Step through a Keras model's prediction, equation by equation.",
    usage: "kerastep [<model>] [<options>]\nkerastep <subcommand> …",
    discussion: """
      Without a subcommand the debugger opens: kerastep [MODEL] [--input VALUE]. MODEL is a bundled \
      model (xor, mlp, rnn, lstm, gru, cnn, attention) or a file that Keras saved. New here? \
      kerastep lesson 1.

      Exit codes: 0 done; 1 the answer is no (check, diagnose, lesson check); 2 a command or argument \
      is wrong; 3 a file cannot be used; 124 --timeout is over; 130 interrupted.
      """,
    version: Version.text,
    subcommands: [
      Debug.self, Summary.self, Predict.self, Trace.self, Check.self, Diagnose.self,
      Export.self, Lesson.self,
    ],
    defaultSubcommand: Debug.self)
}
