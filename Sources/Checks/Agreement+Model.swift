import Debugging
import Models

extension Agreement {
  /// What of a golden file is compared.
  package enum Extent: Sendable {
    case outputs
    /// The outputs of all layers too.
    case layers
  }

  /// Feeds a golden file's inputs to a model and compares what it computes.
  ///
  /// An array that names no layer is a mismatch in either extent. Without a tolerance the model's
  /// number formats decide, and what rounding does to the model. One that is given decides alone.
  package init(
    of model: Model, with golden: Golden, _ extent: Extent = .layers,
    _ tolerance: Tolerance? = nil
  ) throws {
    self = try Agreement.following(of: model, with: golden, extent, tolerance).agreement
  }

  /// The same for a call that goes on from the states of stateful layers which another one left;
  /// gives those that this one leaves.
  package static func following(
    _ carried: CarriedState? = nil, of model: Model, with golden: Golden,
    _ extent: Extent = .layers, _ tolerance: Tolerance? = nil
  ) throws -> (agreement: Agreement, carried: CarriedState) {
    let model = golden.completing(model)
    let (inputs, rest, cuts) = try golden.split(for: model)
    let run = try Run(model, feeding: inputs, from: carried)
    let precise = PreciseRun(of: model, feeding: inputs, from: carried)
    let reference = Reference(model: model, run: run, tolerance, precise)
    let outputs = rest.filter { reference.output($0.name) != nil }
    let layers = rest.filter { reference.output($0.name) == nil }
    var (others, remarks) = try reference.named(layers, .output)
    remarks = cuts + remarks
    if extent == .outputs {
      let count = others.count
      others.removeAll { if case .unknown = $0.verdict { false } else { true } }
      let skipped = count - others.count
      remarks =
        skipped == 0 ? cuts : cuts + ["\(skipped) layer outputs are not compared: --layers does"]
    }
    let checks = try reference.outputs(outputs) + others
    if checks.contains(where: { $0.outcome == .differ }) { remarks += run.remarksOnLayers }
    let agreement = Agreement(
      checks, remarks: remarks + (try run.remarksOnNumbers()), tolerance ?? Tolerance())
    return (agreement, try run.machine.carriedState())
  }

  /// Feeds a golden file's inputs to a model and compares the values of equations: `lstm.i`,
  /// (samples, timesteps, units).
  package init(
    of model: Model, with golden: Golden, equations: [NamedTensor],
    _ tolerance: Tolerance = Tolerance(absolute: 2e-6)
  ) throws {
    let model = golden.completing(model)
    let inputs = try golden.split(for: model).inputs
    let run = try Run(model, feeding: inputs)
    let reference = Reference(model: model, run: run, tolerance)
    let (checks, remarks) = try reference.named(equations, .equation)
    self.init(checks, remarks: remarks, tolerance)
  }
}
