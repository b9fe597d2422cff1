import Containers
import Equations
import Layers
import Tensors

/// A variable that training changes, in its place in a model.
package struct TrainableVariable: Sendable {
  /// The way to its layer through `Layer.parts`, from the model.
  package let place: [Int]
  /// The layers' names along that way.
  package let names: [String]
  /// The name that stands in Keras' path: its layer's, or that of the TimeDistributed or SpectralNormalization around it.
  let anchor: String
  /// Keras' name for it in its layer: `recurrent_kernel`.
  package let key: String
  package let weight: any WeightSource
  /// What its layer's config says it is regularized by, and what it must be like.
  package let regularizer: JSON?
  package let constraint: JSON?
  /// Whether it is a weight to be learnt, not a statistic, be it frozen or not.
  let isLearnt: Bool

  package var shape: Shape { weight.shape }

  /// Its numbers as the model has them.
  package func numbers() throws -> Tensor {
    var numbers = [Double](repeating: 0, count: shape.count)
    try numbers.withUnsafeMutableBytes { buffer in
      if let start = buffer.baseAddress { try weight.write(to: start, .double) }
    }
    return Tensor(shape, .float32, numbers)
  }

  /// `lstm/recurrent_kernel`.
  package var path: String { (names + [key]).joined(separator: "/") }

  /// Whether Keras means this variable by a path such as `lstm/lstm_cell/recurrent_kernel`: its layer's name
  /// stands in it, and its own at the end.
  package func matches(_ path: String) -> Bool {
    let words = path.split(separator: "/").map(String.init)
    // An attention's query_kernel is query/kernel, its output_kernel attention_output/kernel; Keras 3 calls a
    // depthwise_kernel plainly kernel.
    let end = words.last ?? ""
    let isInner =
      key.hasSuffix("_" + end)
      && ("_" + words.suffix(2).joined(separator: "_")).hasSuffix("_" + key)
    let isDepthwise = key == "depthwise_kernel" && end == "kernel"
    guard key == end || isInner || isDepthwise else { return false }
    if words.contains(anchor) || names.last.map(words.contains) ?? false { return true }
    // Keras leaves its own name to a backward_layer that is given, and the file calls it backward_….
    let backward = "backward_"
    return names.last.map {
      $0.hasPrefix(backward) && words.contains(String($0.dropFirst(backward.count)))
    }
      ?? false
  }
}

extension Model {
  /// What training changes, in the order of Keras' `trainable_variables`: layer by layer, those of what stands inside
  /// a layer behind its own; what is frozen, and what is no weight to be learnt, is left out.
  package var trainableVariables: [TrainableVariable] { variables(onlyTrained: true) }

  /// What would be learnt if it were not frozen.
  package var frozenVariables: [TrainableVariable] {
    let trained = Set(trainableVariables.map(\.path))
    return allVariables.filter { $0.isLearnt && !trained.contains($0.path) }
  }

  /// What a step trains; the optimizer's arrays are in the order of the first of them.
  func variables(trainedIn mode: Aim.Mode) -> [TrainableVariable] {
    trainableVariables + (mode.trainsFrozen ? frozenVariables : [])
  }

  /// All variables of the model, those that no optimizer changes too.
  package var allVariables: [TrainableVariable] { variables(onlyTrained: false) }

  private func variables(onlyTrained: Bool) -> [TrainableVariable] {
    var seen: Set<String> = []
    return variables(layer, weights, [], [], onlyTrained: onlyTrained).filter { variable in
      guard let identity = variable.weight.identity else { return true }
      return seen.insert(identity).inserted
    }
  }

  /// The variable that Keras means by a path, of a shape; nil where there is none.
  package func variable(at path: String, _ shape: Shape, among all: [TrainableVariable])
    -> TrainableVariable?
  {
    let words = path.split(separator: "/").map(String.init)
    func named(_ variable: TrainableVariable) -> Int { variable.names.count(where: words.contains) }
    let all = all.filter { $0.matches(path) && $0.shape == shape }
    let exact = all.filter {
      words.contains($0.anchor) || $0.names.last.map(words.contains) ?? false
    }
    let found = exact.isEmpty ? all : exact
    // Layers of one name stand in several nested models; the names around tell which.
    return found.max { named($0) < named($1) }
  }

  private func variables(
    _ layer: any Layer, _ weights: LayerWeights, _ place: [Int], _ names: [String],
    wrapper: String? = nil, onlyTrained: Bool
  ) -> [TrainableVariable] {
    layer.parts.enumerated().flatMap { index, part -> [TrainableVariable] in
      let config = part.config
      guard !onlyTrained || config.json["trainable"]?.boolValue ?? true else { return [] }
      let inner = weights.part(index)
      let (place, names) = (place + [index], names + [part.name])
      let own = part.layer.weights.compactMap { spec -> TrainableVariable? in
        guard spec.isTrainable || !onlyTrained, let weight = inner.own[spec.key] else { return nil }
        let setting = spec.factor?.key ?? spec.key
        return TrainableVariable(
          place: place, names: names, anchor: wrapper ?? part.name, key: spec.key, weight: weight,
          regularizer: config.setting(of: setting, "regularizer"),
          constraint: config.setting(of: spec.key, "constraint"), isLearnt: spec.isTrainable)
      }
      // Keras 2 leaves the name of what stands in it out.
      let wraps = ["TimeDistributed", "SpectralNormalization"].contains(config.kind)
      let wrapper = wraps ? wrapper ?? part.name : nil
      return own
        + variables(part.layer, inner, place, names, wrapper: wrapper, onlyTrained: onlyTrained)
    }
  }
}

extension Config {
  /// What a config says of a weight: `kernel_regularizer`, `recurrent_regularizer` of a `recurrent_kernel`,
  /// `kernel_regularizer` of an attention's `query_kernel`.
  fileprivate func setting(of key: String, _ kind: String) -> JSON? {
    let short = key.hasSuffix("_kernel") ? String(key.dropLast("_kernel".count)) : key
    let last = key.split(separator: "_").last.map(String.init) ?? key
    let values = [key, short, last].lazy.compactMap { json["\($0)_\(kind)"] }
    return values.first.flatMap { $0.isNull ? nil : $0 }
  }
}
