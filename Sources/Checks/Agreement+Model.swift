import Models
import Tensors

extension Agreement {
  /// What of a golden file is compared.
  public enum Extent: Sendable {
    case outputs
    /// The outputs of all layers too.
    case layers
  }

  /// Feeds a golden file's inputs to a model and compares what it computes.
  ///
  /// An array that names no layer is a mismatch in either extent.
  public init(
    of model: Model, with golden: Golden, _ extent: Extent = .layers,
    _ tolerance: Tolerance = Tolerance()
  ) throws {
    let (inputs, rest) = try golden.split(for: model)
    let reference = Reference(
      model: model, prediction: try Prediction(model, feeding: inputs.map(\.tensor)),
      tolerance: tolerance)
    let outputs = rest.filter { reference.output($0.name) != nil }
    let layers = rest.filter { reference.output($0.name) == nil }
    var checks = try reference.outputs(outputs)
    var (others, remarks) = try reference.named(layers, .output)
    if extent == .outputs {
      let count = others.count
      others.removeAll { if case .unknown = $0.verdict { false } else { true } }
      let skipped = count - others.count
      remarks = skipped > 0 ? ["\(skipped) layer outputs are not compared: --layers does"] : []
    }
    checks += others
    self.init(checks, remarks: remarks, tolerance)
  }

  /// Feeds a golden file's inputs to a model and compares the values of equations: `lstm.i`,
  /// (samples, timesteps, units).
  public init(
    of model: Model, with golden: Golden, equations: [NamedTensor],
    _ tolerance: Tolerance = Tolerance(absolute: 2e-6)
  ) throws {
    let inputs = try golden.split(for: model).inputs
    let reference = Reference(
      model: model, prediction: try Prediction(model, feeding: inputs.map(\.tensor)),
      tolerance: tolerance)
    let (checks, remarks) = try reference.named(equations, .equation)
    self.init(checks, remarks: remarks, tolerance)
  }
}
