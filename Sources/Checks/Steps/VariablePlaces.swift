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
  func has(_ path: String) -> Bool { !VariableMeant(path, among: variables).isNothing }

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
    let meant = VariableMeant(path, shape, among: variables)
    if let ambiguity = meant.ambiguity {
      throw InputError("\(path) says of no single variable: \(ambiguity)")
    }
    guard let variable = meant.variable else {
      let paths = variables.map(\.path)
      throw InputError(
        "\(model.name) has no variable \(path)",
        hint: VariablePlaces.nearest(to: path, in: variables).map { "Did you mean \($0)?" }
          ?? "Its variables are \(paths.prefix(8).joined(separator: ", ")).")
    }
    let identity = variable.weight.identity
    return program.weights.filter { $0.source.identity == identity }.map(\.value)
  }

  /// The path that was most likely meant: one spelt nearly so, or that of the same layer or array.
  static func nearest(to path: String, in variables: [TrainableVariable]) -> String? {
    let paths = variables.map(\.path)
    if let near = Expressions.nearest(to: path, in: paths) { return near }
    let words = path.split(separator: "/")
    func shared(_ other: String) -> Int {
      other.split(separator: "/").count(where: words.contains)
    }
    let best = paths.max { shared($0) < shared($1) }
    return best.flatMap { shared($0) > 0 ? $0 : nil }
  }

  private func place(of value: Int) -> String {
    let entry = Entry(value: program.values[value], element: 0, steps: [])
    return PartOfValue.split(outline.place(of: entry)).word
  }
}
