import ArgumentParser
import Console
import Debugging
import Models
import Tensors

/// `kerastep predict xor '[0, 1]'`: the outputs for an input, printed or written to a file.
struct Predict: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Compute the outputs for an input.",
    usage: "kerastep predict <model> <input> ... [-o <file>] [<options>]",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep predict xor '[0, 1]'",
          "the output for a sample"
        ),
        (
          "kerastep predict xor '[[0, 1], [1, 1]]' -o y.npz",
          "those of two samples, into a file"
        ),
        (
          "kerastep predict model.keras data.npz",
          "your model and your inputs"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @OptionGroup var input: InputArgument
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write them to .npz, .npy or .json.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  func perform(_ console: Output) throws -> Int32 {
    let session = try ComputedRun(self, input, console).session
    guard let outputs = try session.outputs(all: true) else { return 0 }
    let named = zip(session.model.outputNames, outputs).map { NamedTensor($0, $1) }
    if let output {
      try ArrayFile.write(named, to: output, inNumPy: named.indices.map { "y\($0)" })
    } else {
      for array in named { console.lines(Predict.lines(array)) }
    }
    console.note(try session.refusals().map(Predict.text))
    return 0
  }

  /// `Keras ends with an error at solve (samples 0, 2): …`.
  private static func text(_ refused: RefusedNumbers) -> String {
    let some = refused.samples.prefix(5).map(String.init).joined(separator: ", ")
    let more = refused.samples.count > 5 ? " and \(refused.samples.count - 5) more" : ""
    let samples = (refused.samples.count == 1 ? "sample " : "samples ") + some + more
    return refused.refusal.sentence("at \(refused.path) (\(samples))")
  }

  /// An array with all its numbers and digits.
  private static func lines(_ array: NamedTensor) -> [String] {
    var format = NumberFormat()
    format.threshold = nil
    format.width = 100_000
    format.precision = array.tensor.dtype == .float64 ? 16 : 8
    let label = "\(array.name) \(array.tensor.shape) = "
    let lines = ArrayText(format).lines(array.tensor, indent: label.count)
    return [label + (lines.first ?? "")] + lines.dropFirst()
  }
}
