import Debugging
import Equations
import Models
import Tensors
import Terms

/// Whether a model that was converted computes what it did.
///
/// Layer by layer the equations are the same, with the same settings of every op; where they are others, since Keras 3
/// says it otherwise, both models are run and their outputs compared. Timesteps that a mask leaves out are among the inputs.
struct ConversionCheck {
  private let model, written: Model
  private let length = 5

  init(_ model: Model, _ written: Model) { (self.model, self.written) = (model, written) }

  /// Throws where the outputs are others.
  func refuseOtherNumbers() throws {
    guard let shapes = model.inputShapes(open: length) else {
      throw ConversionError(
        "\(model.name) does not say what it takes, so that what is written cannot be looked at",
        hint: "Build the model in Keras with its input's shape, load_weights(), and save it.")
    }
    let programs = try [model, written].map { try $0.program(for: shapes) }
    if let obstacle = programs[0].obstacle { throw obstacle }
    if let obstacle = programs[1].obstacle {
      throw ConversionError(
        "\(obstacle.path): Keras 3 computes it otherwise than Keras \(model.origin.version): \(obstacle.reason)",
        hint: "The file could not be used, so it is not written.")
    }
    guard !ConversionCheck.haveSameEquations(programs[0], programs[1]) else { return }
    let machines = try programs.map { try run($0) }
    guard let layer = try otherLayer(machines[0], machines[1]) else { return }
    throw ConversionError(
      "\(layer): Keras 3 computes it otherwise than Keras \(model.origin.version)",
      hint: difference(of: layer, programs[0], programs[1])
        + "The file would give other numbers, so it is not written.")
  }

  // MARK: Equations

  private static func haveSameEquations(_ one: Program, _ two: Program) -> Bool {
    let (first, second) = (equations(one), equations(two))
    return first.allSatisfy { second[$0.key, default: []] == $0.value }
      && second.allSatisfy { first[$0.key, default: []] == $0.value }
  }

  /// The first equation of a layer that is another, as the model and as Keras 3 has it; empty where there is none.
  private func difference(of layer: String, _ one: Program, _ two: Program) -> String {
    let lists = [one, two].map { program in
      ConversionCheck.equations(program)[ConversionCheck.inKeras3(layer), default: []].map {
        String($0.prefix { $0 != "\n" })
      }
    }
    func name(_ text: String) -> Substring { text.prefix { $0 != " " } }
    let pairs = lists[0].compactMap { own in
      lists[1].first { name($0) == name(own) }.map { (own, $0) }
    }
    guard let pair = pairs.first(where: { $0 != $1 && !$0.hasPrefix("reads ") }) else { return "" }
    return "Keras \(model.origin.version): \(pair.0)\nKeras 3: \(pair.1)\n"
  }

  private static func inKeras3(_ path: String) -> String { path.replacing("/", with: "_") }

  /// The equations of every call of a layer, each with its ops, and where what it reads was made; under no name what the
  /// model gives. A slash in a name is none in Keras 3.
  private static func equations(_ program: Program) -> [String: [String]] {
    let byFrame = Dictionary(grouping: program.equations, by: \.frame)
    var makers: [Int: String] = [:]
    for equation in program.equations {
      makers[equation.result.id] =
        "\(inKeras3(program.frames[equation.frame].path)).\(equation.result.name.ascii)"
    }
    func origin(_ value: Value) -> String {
      makers[program.aliases[value.id] ?? value.id] ?? inKeras3(value.name.ascii)
    }
    var result: [String: [String]] = ["": program.outputs.map(origin)]
    for frame in program.frames {
      let texts = (byFrame[frame.id] ?? []).map { equation in
        let ops = equation.instructions.map { "\(program.instructions[$0].op)" }
        return "\(equation.text())\n\(ops.joined(separator: " ")) \(equation.result.dtype)"
      }
      guard !texts.isEmpty else { continue }
      let reads = "reads \(frame.inputs.map(origin).joined(separator: ", "))"
      result[inKeras3(frame.path), default: []] += texts + [reads]
    }
    return result
  }

  // MARK: Numbers

  /// A run on numbers of our own.
  private func run(_ program: Program) throws -> Machine {
    let samples = model.inputs.lazy.compactMap(\.batchSize).first ?? 6
    let feed = try ExampleInput.feed(for: model, length: length, samples: samples)
    let inputs = feed.tensors.enumerated().map { masked($1, input: $0) }
    let machine = try Machine(program, inputs: Machine.samples(of: inputs))
    _ = try machine.resume()
    return machine
  }

  /// The first layer whose outputs are others, or the model where its own are and no layer's; nil where all agree.
  private func otherLayer(_ one: Machine, _ two: Machine) throws -> String? {
    guard try !agree(one, one.program.outputs, two, two.program.outputs) else { return nil }
    let others = Dictionary(
      two.program.frames.map { (ConversionCheck.inKeras3($0.path), $0) }
    ) { first, _ in first }
    for frame in one.program.frames {
      guard let other = others[ConversionCheck.inKeras3(frame.path)] else { continue }
      if try !agree(one, frame.outputs, two, other.outputs) { return frame.path }
    }
    return model.name
  }

  /// Whether values agree in all samples; those inside loops over time are not asked.
  private func agree(
    _ one: Machine, _ values: [Value], _ two: Machine, _ others: [Value]
  ) throws -> Bool {
    guard values.count == others.count else { return false }
    for (value, other) in zip(values, others) {
      guard one.program.loops(value.scope).isEmpty, two.program.loops(other.scope).isEmpty else {
        continue
      }
      for sample in 0..<one.samples {
        let pair = (
          try one.read(value, at: [], sample: sample), try two.read(other, at: [], sample: sample)
        )
        if !ConversionCheck.agree(pair.0, pair.1) { return false }
      }
    }
    return true
  }

  /// An input some of whose timesteps a mask leaves out, in every sample and input others: none, the last, the first, each
  /// second one, all, and all of each second input.
  private func masked(_ tensor: Tensor, input: Int) -> Tensor {
    let isSequence = tensor.shape.rank > 2 || tensor.shape.rank == 2 && !tensor.dtype.isFloat
    let values = model.maskValues
    let value = values.isEmpty ? 0 : values[input % values.count]
    let steps = tensor.shape.rank > 1 ? tensor.shape.dims[1] : 1
    let size = tensor.shape.count / max(tensor.shape[0] * steps, 1)
    var elements = tensor.elements
    for index in elements.indices {
      let (sample, step) = (index / max(size * steps, 1) % 6, index / max(size, 1) % max(steps, 1))
      let isLeftOut =
        switch sample {
        case 1: isSequence && step >= steps - 1 - input
        case 2: isSequence && step <= input
        case 3: isSequence && (step + input) % 2 == 0
        case 4: true
        case 5: input % 2 == 1
        default: false
        }
      if isLeftOut { elements[index] = value }
    }
    return Tensor(tensor.shape, tensor.dtype, elements)
  }

  /// The same but for rounding: 1e-5 of the largest number.
  private static func agree(_ one: Tensor, _ two: Tensor) -> Bool {
    guard one.shape == two.shape else { return false }
    let size = max(1, one.elements.lazy.filter(\.isFinite).map(abs).max() ?? 1)
    return zip(one.elements, two.elements).allSatisfy { a, b in
      a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 1e-5 * size
    }
  }
}
