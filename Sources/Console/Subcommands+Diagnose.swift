import Checks
import Debugging
import Expressions
import Models
import Tensors
import Terminal
import Views

extension Subcommands {
  /// Which known mistake gives numbers that were computed by hand.
  ///
  /// Ends with 1 where none does.
  public static func diagnose(
    _ model: ModelOptions, _ input: String, got: String, at place: String?, json: Bool
  ) -> Int32 {
    let output = standardOutput()
    return report(output) {
      let opened = try model.open()
      let feed = try Feed.read(input, for: opened)
      tell(remarks: feed.remarks, output)
      let doctor = try Diagnostician(opened, feeding: feed.tensors)
      let arrays = try NumbersGiven.arrays(got) { tell(remarks: $0, output) }
      let diagnosis = try doctor.diagnose(arrays, at: place)
      if json {
        output.line(diagnosis.json.text)
      } else {
        let text = DiagnosisText(diagnosis: diagnosis) { commands in
          (["kerastep", model.model, "--input", "'\(input)'"]
            + commands.flatMap { ["-e", "'\($0)'"] }).joined(separator: " ")
        }
        let width = Terminal.isTerminal(1) ? Terminal.size().columns : nil
        output.lines(text.lines(width: width))
      }
      return diagnosis.verdict == .unknown ? Problem.Code.answerIsNo : 0
    }
  }
}

/// Reads numbers that a person has: `0.73`, `[0.1, 0.9]`, `mine.npz`.
enum NumbersGiven {
  /// The arrays of a text or a file; `tell` is told what was passed over.
  static func arrays(
    _ text: String, tell: ([String]) -> Void
  ) throws -> [(name: String?, tensor: Tensor)] {
    try refuseCode(text)
    if let arrays = try arrays(inFile: text, tell) { return arrays }
    return [(nil, try Expression(text, names: NoNames()).evaluate(in: NoNames()))]
  }

  /// The arrays of a file that a text names; nil when it names none.
  static func arrays(
    inFile text: String, _ tell: ([String]) -> Void
  ) throws -> [(name: String?, tensor: Tensor)]? {
    guard let arrays = try Feed.arrays(inFile: text) else { return nil }
    tell(arrays.flatMap(\.remarks))
    return arrays.map { ($0.name, $0.tensor) }
  }

  /// A script is not run: the numbers that it prints are what is asked for.
  static func refuseCode(_ text: String) throws {
    let last = text.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    guard last.hasSuffix(".py") || last.hasSuffix(".ipynb") else { return }
    throw CommandError(
      "\(last) is a program: no code of yours is run or read",
      hint: "Save its numbers, np.save(\"mine.npy\", y), and give that file, or type the numbers.")
  }
}
