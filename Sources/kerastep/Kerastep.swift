import ArgumentParser

/// The command line.
struct Kerastep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kerastep",
    abstract: "Step through a Keras model's prediction, equation by equation.",
    usage: "kerastep [<model>] [<options>]\nkerastep <subcommand> …",
    discussion: HelpParts.discussion(
      """
      Without a subcommand the debugger opens. MODEL is a bundled model (xor, mlp, rnn, lstm, gru, \
      cnn, attention) or a file that Keras saved. New here? kerastep lesson 1.

      Its options, of which kerastep debug --help says more:
        --input <value|file>   feed this first
        -e <command>           run a command, then the prompt; several times
        -x <script>            run the commands of a file, then the prompt
        --batch                no prompt: run the commands and end
        --json, --serve        stops and values as JSON, for programs
        --tui                  begin with the full screen
        --layer <equation>     what a layer computes whose code is not read; or a file
        --weights <file>, --keras-version <v>, --timeout <seconds>
        --color <when>, --ascii
      """,
      Debug.examples,
      codes: "0 done; 1 the answer is no (check, diagnose, lesson check); \(HelpParts.common)"),
    version: Version.text,
    subcommands: [
      Debug.self, Summary.self, Predict.self, Train.self, Trace.self, Check.self, Diagnose.self,
      Export.self, Convert.self, Lesson.self, PythonModule.self, DebugAdapter.self, Manual.self,
    ],
    defaultSubcommand: Debug.self)
}
