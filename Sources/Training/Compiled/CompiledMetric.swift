import Containers
import Equations

/// One metric of one output.
package struct CompiledMetric: Sendable {
  /// What `fit` prints it under.
  package let name: String
  /// The metric, or why it is not computed.
  package let metric: Result<any Metric, Obstacle>
  /// Whether sample weights count in its mean.
  package let isWeighted: Bool

  init(_ json: JSON, _ output: Compiled.Output, _ generation: Generation, isWeighted: Bool) {
    self.isWeighted = isWeighted
    let kind = json["class_name"]?.stringValue ?? "metric"
    name = json["config"]?["name"]?.stringValue ?? json.stringValue ?? kind
    metric = Result { () throws(Obstacle) in
      try Metrics.read(
        json, place: "the metric \(json.stringValue ?? kind)", generation: generation,
        y: output.target, output: output.shape)
    }
  }
}

/// The lists of metrics that `compile` takes: one for all outputs, one each, or by name.
struct MetricLists {
  let json: JSON?
  let generation: Generation

  init(_ json: JSON?, _ generation: Generation) {
    self.json = json
    self.generation = generation
  }

  /// Whether there is any.
  var saysAny: Bool {
    guard let json, !json.isNull else { return false }
    if PerOutput.isObject(json) { return true }
    let lists = json.arrayValue ?? json.objectValue.map { $0.map(\.value) } ?? []
    return lists.contains { !MetricLists.flat($0).isEmpty }
  }

  /// The metrics of every output.
  func spread(over outputs: [String]) -> [[JSON]] {
    let none = outputs.map { _ in [JSON]() }
    guard let json, !json.isNull else { return none }
    if PerOutput.isObject(json) { return outputs.map { _ in [json] } }
    if let list = json.arrayValue { return spread(list, outputs) }
    guard let object = json.objectValue else { return none }
    return outputs.map { output in object[output].map(MetricLists.flat) ?? [] }
  }

  private func spread(_ list: [JSON], _ outputs: [String]) -> [[JSON]] {
    let isNested = list.contains { $0.arrayValue != nil }
    // Keras 3 takes a list as long as there are outputs for one metric each, tf.keras for all of each.
    let isOneEach = generation == .keras3 && outputs.count > 1 && list.count == outputs.count
    if isNested || isOneEach {
      // A list in a list is what tf.keras saves of the metrics of one output.
      return outputs.indices.map { list.indices.contains($0) ? MetricLists.flat(list[$0]) : [] }
    }
    return outputs.map { _ in list.flatMap(MetricLists.flat) }
  }

  private static func flat(_ json: JSON) -> [JSON] {
    if json.isNull { return [] }
    return json.arrayValue.map { $0.flatMap(flat) } ?? [json]
  }
}
