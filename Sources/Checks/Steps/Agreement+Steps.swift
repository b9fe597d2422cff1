import Debugging
import Equations
import Models
import Tensors
import Terms
import Training

extension Golden {
  /// Whether it holds what Keras computed in training: an array `loss` tells it from others.
  package var isOfTraining: Bool { arrays.contains { $0.name == "loss" } }

  /// Whether arrays are named for steps of training, `PATH:grad`, `PATH@n`, and none says that it is of training.
  package var lacksLosses: Bool {
    !isOfTraining
      && arrays.contains { array in
        switch WantedOfTraining(array.name) {
        case .gradient, .optimizer: true
        case .after(let path, _): path.contains("/")
        case .losses, .nothing: false
        }
      }
  }

  /// What Keras 3 calls the variable that its random numbers go on from.
  fileprivate static let randomState = "seed_generator_state"
}

extension Agreement {
  /// Trains a model on the batch of a golden file and compares what Keras computed: `loss`, (k,), before each of k updates
  /// on that batch; `PATH:grad`, a gradient of the first step; `PATH@n`, a variable after n updates; `optimizerI@n`, array I of
  /// the optimizer in the order of a file.
  ///
  /// The inputs are x0, x1, …, the targets y0, y1, … or the outputs' names; paths are Keras'. The optimizer goes on from
  /// what the file keeps; `loss` and `optimizer` count in place of the file's, as `set loss` and `set optimizer` take them.
  /// Without a tolerance, what rounding explains is no difference.
  package init(
    of model: Model, withSteps golden: Golden, _ tolerance: Tolerance? = nil,
    backend: Backend = .tensorflow, loss: String? = nil, optimizer: String? = nil
  ) throws {
    let (inputs, rest, cuts) = try golden.split(for: model)
    let samples = inputs.first?.shape.dims.first ?? 0
    let names = model.outputNames
    var targets: [Int: Tensor] = [:]
    var compared: [NamedTensor] = []
    var states = 0
    var weights: [Int: Tensor] = [:]
    for array in rest {
      let weighed = Aim.weighed(array.name, outputs: names.count)
      if array.name.contains(Golden.randomState) {
        states += 1
      } else if !weighed.isEmpty {
        for output in weighed { weights[output] = array.tensor }
      } else if let output = Aim.output(array.name, names) {
        targets[output] = array.tensor
      } else {
        compared.append(array)
      }
    }
    let program = try model.reading(inputs).program(for: inputs.map { $0.shape.removing(0) })
    try model.refuseOtherBatch(of: samples, in: program)
    let aim = try Aim(
      targets, for: model, program.outputs.map(\.shape), samples: samples, loss: loss,
      weights: weights)
    let optimizer = try optimizer.map(model.optimizer(named:)) ?? model.optimizerInUse()
    let run = TrainedRun(
      first: GivenStep(
        model: model, inputs: inputs, aim: aim, optimizer: optimizer, backend: backend, seed: 0))
    let wanted = compared.map { WantedOfTraining($0.name) }
    let losses = compared.first { $0.name == "loss" }?.tensor.count ?? 0
    var after: Set<Int> = []
    for count in wanted.compactMap(\.count) { after.insert(count) }
    guard let steps = [1, losses, after.max() ?? 0].max(), steps <= TrainedRun.mostSteps else {
      throw InputError(
        "\(golden.file): it asks for more than \(TrainedRun.mostSteps) steps",
        hint: "Save fewer of them.")
    }
    let made = optimizer == nil ? 1 : steps
    let kept = try OptimizerArraysAsked(compared, model, optimizer)
    let trials = TrainedTrials(run, steps: made, after: after, excuses: tolerance == nil, kept)
    let machine = try run.machine()
    let results = try run.results(machine, steps: made, after: after)
    let variables = model.allVariables
    let limit = tolerance ?? Tolerance()
    let checks = zip(compared, wanted).map { array, wanted in
      guard made == steps || wanted.isOfFirst(losses) else {
        return ArrayCheck(
          array.name, array.tensor.shape,
          .notReached(obstacle: "the model was saved without an optimizer"))
      }
      return trials.check(array, wanted, results, model, variables, limit)
    }
    var remarks = cuts
    if states > 0 { remarks.append("states of random numbers are not compared: \(states)") }
    if !machine.program.draws.isEmpty {
      remarks.append(
        "what is drawn at random is drawn here from seed 0, and otherwise than Keras draws it: what follows from it differs"
      )
    }
    if let difference = model.trainingDifference(isTraining: true) { remarks.append(difference) }
    if checks.contains(where: { $0.outcome == .differ }) {
      remarks += optimizer?.optimization.remarks ?? []
    }
    self.init(checks, remarks: remarks, limit)
  }
}

/// What an array of a golden file of training is, by its name.
enum WantedOfTraining {
  case losses
  case gradient(path: String)
  case after(path: String, Int)
  /// An array of the optimizer, in the order of a file, after so many updates.
  case optimizer(Int, after: Int)
  case nothing

  init(_ name: String) {
    if name == "loss" {
      self = .losses
    } else if name.hasSuffix(":grad") {
      self = .gradient(path: String(name.dropLast(5)))
    } else if let at = name.lastIndex(of: "@"), let count = Int(name[name.index(after: at)...]),
      count > 0
    {
      let path = String(name[..<at])
      let number = path.hasPrefix("optimizer") ? Int(path.dropFirst(9)) : nil
      self = number.map { .optimizer($0, after: count) } ?? .after(path: path, count)
    } else {
      self = .nothing
    }
  }

  /// After how many updates it is; nil for what the first step tells.
  var count: Int? {
    switch self {
    case .after(_, let count), .optimizer(_, let count): count
    case .losses, .gradient, .nothing: nil
    }
  }

  /// Whether the first step tells it, without an update.
  func isOfFirst(_ losses: Int) -> Bool {
    switch self {
    case .losses: losses <= 1
    case .gradient, .nothing: true
    case .after, .optimizer: false
    }
  }
}

extension TrainedRun {
  /// More steps than anybody compares.
  static let mostSteps = 10_000
}
