import Containers
import Expressions
import Layers
import Tensors
import Terms
import Training

/// What a prediction is compared with, and how: the targets of its outputs and their losses.
package struct Aim: Sendable {
  /// One output that is judged.
  package struct Judged: Sendable {
    /// Its number among the outputs.
    let output: Int
    package let name: String
    package let loss: CompiledLoss
    /// y of all samples, (N, …).
    package let target: Tensor
    /// What samples weigh, or their places, (N, …); nil: 1.
    package let weights: Tensor?

    /// What a person should know of the loss; nil where that is nothing.
    package var remark: String? { loss.loss.remark }

    /// What the loss is called.
    package var title: String { loss.loss.saved.kind }

    /// The same above its equations, which say the rest of a long one.
    var heading: String { title.count > 40 ? String(title.prefix(39)) + "…" : title }
  }

  package let judged: [Judged]

  /// The functions that losses are written with, and the losses of the Keras of a version, as expressions call them.
  package static func functions(_ version: KerasVersion) -> [String: FunctionMaker] {
    Losses.makers(Generation(version)).merging(Cross.makers) { own, _ in own }
  }

  /// The names of the losses that can stand in place of the file's.
  package static var lossNames: [String] { Losses.all.flatMap { $0.functionNames } }

  /// What an expression of a loss can be made of, beside functions of numbers: y and ŷ by all their names, and losses.
  package static var wordsOfLosses: [String] {
    LossNames.target + LossNames.output
      + lossNames.filter { $0 == $0.lowercased() }.map { $0 + "(" }
  }

  /// What a person should know of the losses.
  package var remarks: [String] { judged.compactMap(\.remark) }

  /// What was given, by the outputs' numbers: another loss may want it in another shape.
  private let given: [Int: Tensor]
  private let givenWeights: [Int: Tensor]
  /// What samples weigh by their class; nil: as they are.
  package internal(set) var classes: ClassWeighting?

  /// What a program takes beside its inputs, (N, …) each: the targets, then the weights of samples.
  package var targets: [Tensor] { judged.map(\.target) + judged.compactMap(\.weights) }

  /// The same by sample.
  package var samples: [[Tensor]] {
    targets.map { one in (0..<one.shape[0]).compactMap { one.row($0) } }
  }

  /// Reads `[1, 0]`, `data.npz` or `a=… b=…`: an array for every output that has a loss; `weights=…` is what samples
  /// weigh in all of them.
  ///
  /// `loss` is what counts in place of what the file says (`LossWords`); outputs have the shapes of one sample.
  package init(
    _ text: String, for model: Model, _ outputs: [Shape], samples: Int, loss: String?,
    names: some Environment
  ) throws {
    var given: [Int: Tensor] = [:]
    var bare = 0
    let outputNames = model.outputNames
    var weights: [Int: Tensor] = [:]
    for part in Assignments.split(text, names: outputNames + [Aim.weightsWord]) {
      if part.name == Aim.weightsWord, !outputNames.contains(Aim.weightsWord) {
        let tensor =
          try Feed.arrays(inFile: part.text)?.first?.tensor
          ?? Aim.value(part.text, Shape([samples]), names)
        for output in outputs.indices { weights[output] = tensor }
        continue
      }
      if part.name == nil, let word = Assignments.assignedName(part.text) {
        throw InputError(
          "\(model.name) has no output \(word)",
          hint: "Its outputs are \(outputNames.joined(separator: ", ")).")
      }
      let meant = part.name.flatMap { Aim.output($0, outputNames) } ?? bare
      let shape = outputs.indices.contains(meant) ? outputs[meant] : outputs.first
      let arrays =
        try Feed.arrays(inFile: part.text)
        ?? [FileArray(name: nil, tensor: try Aim.value(part.text, shape, names))]
      // What is typed counts before what the file says.
      weights.merge(Aim.weights(among: arrays, of: model)) { typed, _ in typed }
      for array in arrays {
        let name = part.name ?? array.name
        let known = name.flatMap { Aim.output($0, outputNames) }
        // x0, x1, … of a file are inputs.
        if name != nil, known == nil, arrays.count > 1 { continue }
        guard part.name == nil || given[known ?? bare] == nil else {
          throw InputError("\(part.name ?? "") is given twice", hint: "Give each output once.")
        }
        given[known ?? bare] = array.tensor
        bare += known == nil ? 1 : 0
      }
    }
    if let extra = given.keys.max(), extra >= outputs.count {
      throw InputError(
        "\(given.count) targets are given, and \(model.name) has \(outputs.count) outputs",
        hint: "Give one for each output: \(outputNames.joined(separator: ", ")).")
    }
    try self.init(given, for: model, outputs, samples: samples, loss: loss, weights: weights)
  }

  /// What the weights of samples are called where targets are typed.
  package static let weightsWord = "weights"

  private static func value(
    _ text: String, _ shape: Shape?, _ names: some Environment
  ) throws -> Tensor {
    try Expression(text, names: names).evaluate(in: names, shapeHint: shape)
  }

  /// The same targets for another loss.
  package func with(loss: String?, for model: Model, _ outputs: [Shape], samples: Int) throws -> Aim
  {
    try Aim(
      given, for: model, outputs, samples: samples, loss: loss, weights: givenWeights)
  }

  /// The targets by the outputs' numbers, judged by the file's loss or what is typed in its place.
  package init(
    _ given: [Int: Tensor], for model: Model, _ outputs: [Shape], samples: Int, loss: String?,
    weights: [Int: Tensor] = [:]
  ) throws {
    try self.init(
      given, for: model, outputs, samples: samples, as: try Aim.compiled(model, loss),
      words: try loss.map { try LossWords($0, outputs: model.outputNames) }, weights: weights)
  }

  /// The targets by the outputs' numbers, judged as compile was told.
  package init(
    _ given: [Int: Tensor], for model: Model, _ outputs: [Shape], samples: Int,
    as compiled: Compiled, words: LossWords? = nil, weights: [Int: Tensor] = [:]
  ) throws {
    let all = zip(model.outputNames, outputs).enumerated().map { index, output in
      Compiled.Output(
        output.0, output.1, target: given[index].map { Aim.one($0, samples) } ?? output.1)
    }
    var judged: [Judged] = []
    let typed = try words?.losses(of: all, in: model) ?? [:]
    for (index, loss) in try compiled.losses(of: all, given: typed).enumerated() {
      guard let loss else { continue }
      let output = all[index]
      guard let tensor = given[index] else {
        throw InputError(
          "there is no target for \(output.name)",
          hint: "Each output that has a loss needs one: \(output.name)=VALUE.")
      }
      judged.append(
        Judged(
          output: index, name: output.name, loss: loss,
          target: try Aim.fitted(tensor, output, loss.loss, samples),
          weights: try weights[index].map {
            try Aim.fitted(weights: $0, output, loss.loss, samples)
          }))
    }
    self.judged = judged
    (self.given, givenWeights) = (given, weights)
  }

  private init(_ judged: [Judged], _ given: [Int: Tensor], _ weights: [Int: Tensor]) {
    (self.judged, self.given, givenWeights) = (judged, given, weights)
  }

  /// The targets of some of the samples, in the order of their numbers here.
  package func of(rows: [Int]) -> Aim {
    let judged = judged.map { one in
      Judged(
        output: one.output, name: one.name, loss: one.loss, target: one.target.choosing(rows),
        weights: one.weights?.choosing(rows))
    }
    var result = Aim(
      judged, given.mapValues { $0.choosing(rows) }, givenWeights.mapValues { $0.choosing(rows) })
    result.classes = classes
    return result
  }

  /// The same for the same samples, but that they have the targets of others, those of `rows(N)`.
  package func taking(targetsOf rows: (Int) -> [Int]) -> Aim {
    let judged = judged.map { one in
      Judged(
        output: one.output, name: one.name, loss: one.loss,
        target: one.target.choosing(rows(one.target.shape[0])), weights: one.weights)
    }
    var result = Aim(judged, given, givenWeights)
    result.classes = classes
    return result
  }

  /// What compile was told; nothing, where a loss is typed for a model that was not compiled.
  static func compiled(_ model: Model, _ loss: String?) throws -> Compiled {
    let compiled = model.training?.compiled
    if loss != nil {
      return compiled ?? Compiled(.null, generation: Generation(model.origin.version))
    }
    guard let compiled, compiled.hasLoss else {
      throw NotCompiled(model.name, without: .loss)
    }
    return compiled
  }
}

extension Tensor {
  /// Some of its rows, in the order of their numbers.
  package func choosing(_ rows: [Int]) -> Tensor {
    Tensor.stack(rows.compactMap { row($0) }) ?? self
  }
}
