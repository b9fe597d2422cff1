import Debugging
import Equations
import Expressions
import Models
import Tensors

/// Where the numbers of Keras' variables stand in a step of training: `dense.dW` and `dense.W_next` of `dense/kernel`.
struct VariablePlaces {
  private let model: Model
  private let outline: Machine
  private let variables: [TrainableVariable]
  private var program: Program { outline.program }

  init(model: Model, outline: Machine) {
    (self.model, self.outline) = (model, outline)
    variables = model.allVariables
  }

  /// Whether a path means a variable.
  func has(_ path: String) -> Bool { variables.contains { $0.matches(path) } }

  /// The place of a variable's gradient; throws where there is none.
  func gradient(of path: String, _ shape: Shape) throws -> String {
    let found = try uses(of: path, shape).lazy.compactMap { program.gradients[$0] }.first
    guard let gradient = found else {
      throw InputError(
        "there is no gradient of \(path): it is not trained, or no loss depends on it")
    }
    return place(of: gradient)
  }

  /// The place of what a variable becomes.
  func updated(_ path: String, _ shape: Shape) throws -> String {
    guard outline.hasUpdate else { throw NotCompiled(model.name, without: .optimizer) }
    let uses = try uses(of: path, shape)
    let update = program.updates.first { $0.key == nil && uses.contains($0.given) }
    if let update { return place(of: update.next) }
    guard let frozen = uses.first else {
      throw InputError("\(path) is not read in this step")
    }
    return place(of: frozen) + "'"
  }

  /// The values of the program that are a variable.
  private func uses(of path: String, _ shape: Shape) throws -> [Int] {
    let found =
      model.variable(at: path, shape, among: variables) ?? variables.first { $0.matches(path) }
    guard let variable = found else {
      let paths = variables.map(\.path)
      throw InputError(
        "\(model.name) has no variable \(path)",
        hint: nearest(to: path, in: paths).map { "Did you mean \($0)?" }
          ?? "Its variables are \(paths.prefix(8).joined(separator: ", ")).")
    }
    let identity = variable.weight.identity
    return program.weights.filter { $0.source.identity == identity }.map(\.value)
  }

  private func place(of value: Int) -> String {
    let entry = Entry(value: program.values[value], element: 0, steps: [])
    return PartOfValue.split(outline.place(of: entry)).word
  }
}
