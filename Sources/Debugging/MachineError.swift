import Containers
import Tensors
import Terms

/// What a machine cannot do: data, made into prose where it is shown.
package enum MachineError: Reported, Sendable, Equatable {
  case inputCount(expected: Int, given: Int)
  /// Inputs of no sample, or of different numbers of samples.
  case sampleCounts([Int])
  case shape(Name, expected: Shape, given: Shape)
  /// Text for numbers, or numbers for text.
  case kind(Name, isText: Bool)
  /// How many words there are makes lengths of the program, and it was made for other texts.
  case otherTexts
  /// A value has no such timesteps.
  case noTimestep(Name, [Int], lengths: [Int])
  case noSample(Int, count: Int)
  /// States were carried over from a run of another number of samples.
  case carriedSamples(expected: Int, given: Int)
  /// States were carried over from another model.
  case carriedElsewhere(path: String)
  case notEditable(Name, reason: String)
  /// An edit of a value that is written later.
  case editedTooEarly(Name, tick: Int)

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    switch self {
    case .inputCount(let expected, let given):
      "the model has \(expected) input\(expected == 1 ? "" : "s"), not \(given)"
    case .sampleCounts(let counts):
      counts.contains(0) || counts.isEmpty
        ? "an input has no sample"
        : "the inputs have \(counts.map(String.init).joined(separator: ", ")) samples: "
          + "there must be as many of each"
    case .shape(let name, let expected, let given):
      "\(name.unicode) is \(expected), not \(given)"
    case .kind(let name, let isText):
      isText
        ? "\(name.unicode) takes text, not numbers" : "\(name.unicode) takes numbers, not text"
    case .otherTexts:
      "the equations are as long as the texts that were fed first: give the layer that splits them an "
        + "output_sequence_length, or feed these texts by themselves"
    case .noTimestep(let name, let steps, let lengths):
      "\(name.unicode) stands in \(lengths.count) loops"
        + (lengths.isEmpty
          ? "" : " of \(lengths.map(String.init).joined(separator: ", ")) timesteps")
        + "; there is no timestep \(steps.map(String.init).joined(separator: ", "))"
    case .noSample(let sample, let count):
      "there is no sample \(sample): there are \(count), counted from 0"
    case .carriedSamples(let expected, let given):
      "the states belong to \(given) sample\(given == 1 ? "" : "s"), the input has \(expected)"
    case .carriedElsewhere(let path):
      "the states belong to another model: \(path) is not like it"
    case .notEditable(let name, let reason):
      "\(name.unicode) cannot be set: \(reason)"
    case .editedTooEarly(let name, let tick):
      "\(name.unicode) is not computed yet: it is written at tick \(tick), which would replace the edit"
    }
  }
}
