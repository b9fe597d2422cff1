import Containers
import Equations
import Layers
import Tensors
import Terms
import Training

/// What activity regularizers add to the loss: a penalty for what a layer gives, over the number of samples.
extension Model {
  /// Writes the penalty of every output of every call of a layer that has an activity regularizer.
  func activityPenalties(_ eq: Equations, _ dtype: DType) throws -> [Term] {
    var penalties: [Term] = []
    for frame in eq.calls where frame.forward == nil {
      guard let saved = try activity(of: frame) else { continue }
      let activity = try counted(saved, frame, eq)
      let path = Aim.path + "/" + Model.word(for: frame.path)
      try eq.call(
        path, kind: "ActivityRegularizer", title: "of what \(frame.path) gives", dtype: dtype
      ) {
        for output in activity.outputs {
          penalties.append(
            try TotalLoss.activityPenalty(
              activity.regularizer, of: .value(output), timesteps: activity.timesteps, to: eq))
        }
      }
    }
    return penalties
  }

  /// `hidden_activity#2` for the call `encoder/hidden#2`, without the model that it stands in where it is called once.
  private static func word(for path: String) -> String {
    let last = path.split(separator: "/").map { $0.split(separator: "#", maxSplits: 1) }
    let names = last.compactMap { $0.first.map(String.init) }.joined(separator: "_")
    let numbers = last.compactMap { $0.count > 1 ? String($0[1]) : nil }
    return names + "_activity" + (numbers.isEmpty ? "" : "#" + numbers.joined(separator: "_"))
  }

  /// What is penalized, and how.
  private struct Activity {
    let regularizer: any Regularizer
    let outputs: [Value]
    /// How many times as many samples Keras counts.
    var timesteps = 1
  }

  /// With as many samples as Keras counts: of rows of all samples every row.
  private func counted(_ activity: Activity, _ frame: Frame, _ eq: Equations) throws -> Activity {
    guard let output = activity.outputs.first else { return activity }
    guard !eq.hasNoSamples(.value(output)) else {
      throw InputError(
        "\(frame.path) has an activity_regularizer and gives an array of no sample, of which Keras takes rows for them: "
          + "the loss would be another", hint: "Save the model without it.")
    }
    guard let layout = eq.layout(of: .value(output)) else { return activity }
    guard layout == .joined, let rows = output.shape.dims.first else {
      throw InputError(
        "\(frame.path) has an activity_regularizer and gives time before samples, of which Keras takes time for them: "
          + "the loss would be another", hint: "Save the model without it.")
    }
    var result = activity
    result.timesteps *= rows
    return result
  }

  private func activity(of frame: Frame) throws -> Activity? {
    guard let (part, around) = part(at: frame.path), part.config.kind == frame.kind else {
      return nil
    }
    let isDistributed = around.contains { $0.config.kind == "TimeDistributed" }
    let isKeras3 = origin.version.major >= 3
    // tf.keras calls what stands in a TimeDistributed once, its timesteps as samples; Keras 3 asks for no penalty there.
    if part.config.kind == "TimeDistributed", !isKeras3, let inner = part.layer.parts.first,
      let json = inner.config.activityRegularizer, let steps = frame.outputs.first?.shape.dims.first
    {
      return Activity(
        regularizer: try read(json, inner), outputs: Array(frame.outputs.prefix(1)),
        timesteps: steps)
    }
    guard let json = part.config.activityRegularizer else { return nil }
    if around.last?.config.kind == "TimeDistributed" { return nil }
    guard frame.outputs.allSatisfy({ $0.scope == nil }), !frame.outputs.isEmpty,
      origin.version.isTensorFlow, isKeras3 || !isDistributed
    else {
      throw InputError(
        "\(part.name) has an activity_regularizer, which is not computed \(Model.reason(frame, origin.version)): "
          + "the loss would lack it", hint: "Save the model without it.")
    }
    return Activity(regularizer: try read(json, part), outputs: frame.outputs)
  }

  private static func reason(_ frame: Frame, _ version: KerasVersion) -> String {
    version.isTensorFlow ? "inside a loop" : "for Keras \(version)"
  }

  private func read(_ json: JSON, _ part: Part) throws -> any Regularizer {
    try Regularizers.read(json, place: part.name, generation: Generation(origin.version))
  }

  /// The layer of a call, and those that it stands in.
  private func part(at path: String) -> (part: Part, around: [Part])? {
    var layer: any Layer = self.layer
    var found: (part: Part, around: [Part])?
    for name in path.split(separator: "/") {
      let plain = name.split(separator: "#", maxSplits: 1).first ?? name
      guard
        let next = layer.parts.first(where: { $0.name == name })
          ?? layer.parts.first(where: { $0.name == plain })
      else { return nil }
      found = (next, found.map { $0.around + [$0.part] } ?? [])
      layer = next.layer
    }
    return found
  }
}

extension Config {
  /// What its outputs are regularized by, as saved; nil for nothing.
  fileprivate var activityRegularizer: JSON? {
    if kind == "ActivityRegularization" {
      guard [json["l1"], json["l2"]].contains(where: { ($0?.doubleValue ?? 0) != 0 }) else {
        return nil
      }
      return .object(
        JSONObject([
          ("class_name", .string("L1L2")),
          (
            "config",
            .object(JSONObject([("l1", json["l1"] ?? .null), ("l2", json["l2"] ?? .null)]))
          ),
        ]))
    }
    guard let saved = json["activity_regularizer"], !saved.isNull else { return nil }
    return saved
  }
}
