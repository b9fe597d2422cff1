import Containers
import Equations
import Models
import Tensors
import Terms

/// What a loss is made of: outputs, samples, masks, regularizers.
package struct LossAccount: Sendable {
  /// The loss of one output, as it is reported: without its weight.
  package struct Output: Sendable {
    package let name: String
    /// `mean_squared_error`, as it is called.
    package let title: String
    package let averaging: Aim.Judged.Averaging
    package let weight: Double?
    package let loss: Double
    /// What each sample has of it: of these the loss is the mean, or the sum.
    package let samples: [Double]
    /// What each sample weighs by its class; nil where classes have no weights, or a sample has several labels.
    package let classWeights: [Double]?
    /// How many places a sample has.
    package let places: Int
    /// How many places of all samples count; nil where there is no mask.
    package let counting: Int?
    /// What a person should know of it; nil where that is nothing.
    package let remark: String?
  }

  /// What one regularizer adds.
  package struct Penalty: Sendable {
    package let path, title: String
    package let amount: Double
  }

  /// What gradients are of.
  package let total: Tensor
  package let outputs: [Output]
  package let penalties: [Penalty]
  /// What samples weigh by their class.
  package let classes: ClassWeighting?
}

extension Session {
  /// What the loss is made of, with what was set in the walk; nil without a target.
  package func lossAccount() throws -> LossAccount? {
    guard let aim, let machine, let loss = machine.program.loss else { return nil }
    let run = machine.isComputed(loss) ? machine : try runBeside(machine.program)
    guard try run.compute(to: machine.written(loss).reach) else { throw Interrupted() }
    let program = run.program
    let frames = program.frames.filter { $0.kind == "Loss" && $0.forward == nil }
    let outputs = try zip(aim.judged, frames).compactMap { one, frame in
      try run.account(of: one, aim.classes, in: frame.id)
    }
    return LossAccount(
      total: try run.read(loss), outputs: outputs,
      penalties: try run.penalties(
        model.penalized(in: program), behind: outputs.count, in: loss), classes: aim.classes)
  }
}

extension Machine {
  /// The account of one output, whose equations a frame holds.
  fileprivate func account(
    of one: Aim.Judged, _ classes: ClassWeighting?, in frame: Int
  ) throws -> LossAccount.Output? {
    let equations = program.equations.filter { $0.frame == frame }
    func value(_ names: String...) -> Value? {
      names.lazy.compactMap { name in equations.last { $0.result.name.ascii == name }?.result }
        .first
    }
    guard let last = equations.last?.result, let places = value("l_w", "l") else { return nil }
    let weight = classes == nil ? nil : value("c", "w")
    let divisor = one.averaging == .mean ? Double(max(places.shape.count, 1)) : 1
    return LossAccount.Output(
      name: one.name, title: one.title, averaging: one.averaging, weight: one.weight,
      loss: try read(last).elements.first ?? .nan,
      samples: try (0..<samples).map { sample in
        try read(places, sample: sample).elements.reduce(0, +) / divisor
      },
      classWeights: try weight.flatMap { weight in
        guard weight.shape.count == 1 else { return nil }
        return try (0..<samples).map { try read(weight, sample: $0).elements.first ?? .nan }
      }, places: places.shape.count,
      counting: try value("valid").flatMap { value in
        try read(value).elements.first.flatMap { Int(exactly: $0.rounded()) }
      }, remark: one.remark)
  }

  /// What each regularizer adds: behind the outputs' losses stand those of what layers give, then those of weights.
  fileprivate func penalties(
    _ known: [(path: String, title: String)], behind outputs: Int, in loss: Value
  ) throws -> [LossAccount.Penalty] {
    guard case .equation(let id) = writers[writers.original(loss)] else { return [] }
    let parts = Array(program.equations[id].term.summands.dropFirst(outputs))
    let ofLayers = parts.count - known.count
    return try parts.enumerated().compactMap { index, part in
      guard let value = part.value else { return nil }
      let amount = try read(value).elements.first ?? .nan
      if index >= ofLayers {
        let one = known[index - ofLayers]
        return LossAccount.Penalty(path: one.path, title: one.title, amount: amount)
      }
      guard case .equation(let id) = writers[value] else { return nil }
      let frame = program.frames[program.equations[id].frame]
      return LossAccount.Penalty(path: frame.path, title: frame.title, amount: amount)
    }
  }
}

extension Term {
  /// What it adds up; itself where it is no sum.
  fileprivate var summands: [Term] {
    guard case .apply(let op, let operands) = self, op is Add else { return [self] }
    return operands.flatMap(\.summands)
  }
}
