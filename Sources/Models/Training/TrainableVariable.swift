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
  /// Keras' name for it in its layer: `recurrent_kernel`.
  package let key: String
  package let weight: any WeightSource
  /// What its layer's config says it is regularized by, and what it must be like.
  package let regularizer: JSON?
  package let constraint: JSON?
  /// Whether it is a weight to be learnt, not a statistic, be it frozen or not.
  let isLearnt: Bool
  /// Whether training changes it once the file is loaded: it is learnt, and not frozen (`Freezing`).
  let isTrained: Bool
  /// Whether its layer was frozen when the file was saved, and is not once it is loaded.
  let isThawed: Bool

  package var shape: Shape { weight.shape }

  /// Its numbers as the model has them.
  package func numbers() throws -> Tensor {
    var numbers = [Double](repeating: 0, count: shape.count)
    try numbers.withUnsafeMutableBytes { buffer in
      if let start = buffer.baseAddress { try weight.write(to: start, .double) }
    }
    return Tensor(shape, .float32, numbers)
  }

  /// What Keras calls it.
  let words: VariableWords
  /// Its path in Keras 3, with the models around it where another variable has the same: `lstm/lstm_cell/recurrent_kernel`.
  package fileprivate(set) var path: String

  /// Whether some Keras calls it so.
  package func matches(_ path: String) -> Bool { words.isMeant(by: path) }
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
    let all = variables(layer, weights, [], [], VariableWords(of: layer), Freezing(of: layer))
    let own = onlyTrained ? Model.single(all.filter(\.isTrained)) : Model.single(all)
    var counts: [String: Int] = [:]
    for variable in onlyTrained ? Model.single(all) : own {
      counts[variable.path, default: 0] += 1
    }
    return own.map { variable in
      guard counts[variable.path, default: 0] > 1 else { return variable }
      var variable = variable
      variable.path = variable.words.longPath
      return variable
    }
  }

  /// Shared weights once.
  private static func single(_ variables: [TrainableVariable]) -> [TrainableVariable] {
    var seen: Set<String> = []
    return variables.filter { $0.weight.identity.map { seen.insert($0).inserted } ?? true }
  }

  private func variables(
    _ layer: any Layer, _ weights: LayerWeights, _ place: [Int], _ names: [String],
    _ words: VariableWords, _ freezing: Freezing, in outer: Part? = nil
  ) -> [TrainableVariable] {
    layer.parts.enumerated().flatMap { index, part -> [TrainableVariable] in
      let config = part.config
      let freezing = freezing.into(part)
      let inner = weights.part(index)
      let (place, names) = (place + [index], names + [part.name])
      let words = words.into(part, at: index, of: outer)
      let own = part.layer.weights.compactMap { spec -> TrainableVariable? in
        guard let weight = inner.own[spec.key] else { return nil }
        let setting = spec.factor?.key ?? spec.key
        let words = words.to(spec.key, of: config.kind)
        return TrainableVariable(
          place: place, names: names, key: spec.key, weight: weight,
          regularizer: config.setting(of: setting, "regularizer"),
          constraint: spec.constraint.map(JSON.string)
            ?? config.setting(of: spec.key, "constraint"),
          isLearnt: spec.isTrainable,
          isTrained: freezing.trains && spec.isTrainable, isThawed: freezing.thaws, words: words,
          path: words.path)
      }
      return own
        + variables(part.layer, inner, place, names, words, freezing, in: part)
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
