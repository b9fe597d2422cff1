import Equations
import Terms

/// `y = x`: layers that work only while a model is trained, and those that never change a number.
struct PassThrough: UnaryLayer {
  static let classNames = [
    "GaussianDropout", "GaussianNoise", "AlphaDropout", "ActivityRegularization", "Identity",
  ]
  static let ignoredKeys: Set<String> = ["stddev", "noise_shape", "l1", "l2"]
  let kind: String
  let rate: Double?
  let keepsMask: Bool

  init(_ config: Config) throws {
    kind = config.kind
    // Identity hands a mask on from Keras 3.
    keepsMask = kind != "Identity" || config.version.major >= 3
    rate = config.value("rate") == nil ? nil : try config.double("rate")
  }

  var title: String { rate.map { "\(kind)(\($0))" } ?? kind }

  var isRandomInTraining: Bool { trainingRemark != nil && rate != 0 }

  var trainingRemark: String? {
    let isNoise = kind.hasPrefix("Gaussian") || kind == "AlphaDropout"
    return isNoise ? "in training it adds noise; here it does nothing" : nil
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("y", x, note) }

  private var note: String {
    switch kind {
    case "Identity": "unchanged"
    case "ActivityRegularization": "adds to the loss in training only: unchanged"
    default: "\(kind) acts in training only: unchanged at inference"
    }
  }
}
