import Debugging
import Equations
import Layers
import Models
import Tensors
import Terms
import TestSupport

/// A run of a model, in double precision, with a number made of its outputs and the gradients of that number for all that
/// its file and its input give.
package struct GradientRun {
  package let machine: Machine
  /// The number of every sample; what is asked for is the slope of its sum over all samples.
  package let objective: Value
  /// Which samples of the feed it has.
  package let plain: [Int]

  /// Runs a model on what of a feed is moderate; the number is the sum of its outputs, each weighted by lot.
  package init(_ model: Model, _ feed: Feed, named word: String) throws {
    var objective: Value?
    let program = try model.program(
      for: feed.shapes, precision: .float64,
      then: { outputs, eq in
        objective = try GradientRun.write(outputs.map(\.term).filter(GradientRun.isFloat), eq, word)
      })
    let inputs = Machine.samples(of: feed.tensors)
    let plain = (0..<feed.samples).filter { sample in
      inputs.allSatisfy { $0[sample].elements.allSatisfy { abs($0) < 50 } }
    }
    guard !plain.isEmpty else { throw Missing() }
    try self.init(program, objective, inputs.map { input in plain.map { input[$0] } }, plain)
  }

  /// Runs one term of inputs.
  package init(
    _ inputs: [(name: Name, tensors: [Tensor])], _ term: ([Term]) -> Term, named word: String
  ) throws {
    let eq = Equations(precision: .float64)
    let values = inputs.map {
      eq.input($0.name, TensorType($0.tensors[0].shape, $0.tensors[0].dtype))
    }
    let y = try eq.call("op", kind: "Op", title: "Op()", dtype: .float64) {
      try eq("y", term(values))
    }
    let objective = try GradientRun.write([y], eq, word)
    try self.init(eq.finish(outputs: [y]), objective, inputs.map(\.tensors), [])
  }

  private init(
    _ program: Program, _ objective: Value?, _ inputs: [[Tensor]], _ plain: [Int]
  ) throws {
    guard let objective else { throw Missing() }
    self.plain = plain
    self.objective = objective
    machine = try Machine(program, inputs: inputs)
    _ = try machine.resume()
  }

  private static func isFloat(_ term: Term) -> Bool { term.value?.dtype.isFloat ?? false }

  private static func write(_ outputs: [Term], _ eq: Equations, _ word: String) throws -> Value? {
    guard !outputs.isEmpty else { return nil }
    var chance = Chance(word)
    let given = eq.givenValues
    let j = try eq.call("objective", kind: "Objective", title: "Objective()", dtype: .float64) {
      let parts = outputs.enumerated().map { index, output in
        let weights = Tensor(output.shape, .float64, chance.numbers(output.shape.count, 1))
        return (output * eq.constant(Name("r\(index)"), weights))(Reduce(.sum))
      }
      return try eq("j", parts.dropFirst().reduce(parts[0], +))
    }
    try eq.backward(from: [(j, 1)], to: given)
    return j.value
  }

  package struct Missing: Error {}

  /// The number, of all samples.
  package func total() throws -> Double {
    _ = try machine.resume()
    return try (0..<(objective.isBatched ? machine.samples : 1)).reduce(0) { sum, sample in
      sum + (try machine.read(objective, sample: sample).elements[0])
    }
  }

  /// The values that have gradients, each with its own.
  package var gradients: [(value: Value, gradient: Value)] {
    machine.program.gradients.sorted { $0.key < $1.key }.map { value, gradient in
      (machine.program.values[value], machine.program.values[gradient])
    }
  }

  /// How fast the number grows in a direction, of one sample's own value or of one that all share: by its gradient, and by
  /// central differences.
  package func slopes(
    _ value: Value, _ gradient: Value, sample: Int, step: Double = 1e-5, _ chance: inout Chance
  ) throws -> (gradient: Double, difference: Double) {
    _ = try machine.resume()
    let here = try machine.read(value, sample: sample)
    let g = try machine.read(gradient, sample: sample)
    // What is near round numbers stays: a mask or a kink may be at them.
    let way = zip(here.elements, chance.numbers(here.count, 1)).map { number, way in
      value.role == .input && abs(20 * number - (20 * number).rounded()) < 0.01 ? 0 : way
    }
    func moved(_ length: Double) throws -> Double {
      let there = zip(here.elements, way).map { $0 + length * $1 }
      _ = try machine.edit(value, sample: sample, to: Tensor(here.shape, here.dtype, there))
      return try total()
    }
    let difference = (try moved(step) - moved(-step)) / (2 * step)
    _ = try machine.edit(value, sample: sample, to: here)
    return (zip(g.elements, way).reduce(0) { $0 + $1.0 * $1.1 }, difference)
  }

  /// The call that a value is written in.
  package func path(of value: Value) -> String {
    let program = machine.program
    let original = program.aliases[value.id] ?? value.id
    let frame = program.equations.first { $0.result.id == original }?.frame
    return frame.map { program.frames[$0].path } ?? "?"
  }
}
