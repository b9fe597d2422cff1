import Checks
import Containers
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing
import Training

@testable import Exports

/// A step case of the fixtures as a program to export, with what Keras computed in five updates as its record.
struct StepExportCase: Sendable {
  /// A word that can be a file's name and a program's.
  let name: String
  let step: StepCase

  /// Numbers of Keras that are compared, and so far they may lie from those of a program of ours.
  private static let tolerance = (absolute: 2e-6, relative: 1e-4)

  private func trained() throws -> GivenStep {
    let model = try step.model()
    let optimization = try #require(step.compiled.optimization).get()
    let state = OptimizerState(
      fresh: optimization, weights: model.trainableVariables.map(\.shape))
    return GivenStep(
      model: model, inputs: try step.tensors("x"), aim: try step.aim(model),
      optimizer: OptimizerInUse(optimization, state), backend: .tensorflow, seed: 0)
  }

  /// The equations of the step with their numbers.
  func document() throws -> Export {
    let trained = try trained()
    let machine = try Machine(try trained.wholeProgram(in: nil), through: trained.batches)
    _ = try machine.runToEnd()
    return try Export(Export.Subject(trained.model), of: machine, to: nil)
  }

  /// The export; its record is Keras' where Keras tells it.
  func export(to path: String) throws -> StepExport {
    let trained = try trained()
    let program = try trained.wholeProgram(in: nil)
    var export = try StepExport(
      Export.Subject(trained.model), program, trained.batches, steps: 5,
      tolerance: Self.tolerance, to: path)
    let rooms = try StepRooms(trained, program, steps: 5)
    export.passOver(rooms.rooms)
    export.record.losses = try #require(try step.tensor("loss")).elements
    for after in [1, 5] {
      try put(try step.variables(after: after), after: after, trained.model, &export)
    }
    return export
  }

  /// Puts Keras' numbers in place of ours, but where rounding decides them.
  private func put(
    _ variables: [(path: String, tensor: Tensor)], after: Int, _ model: Model,
    _ export: inout StepExport
  ) throws {
    let gradients = try step.gradients()
    let largest = gradients.flatMap { $0.tensor.elements.map(abs) }.max() ?? 0
    let least = max(1e-6, 1e-5 * largest)
    var found = 0
    for (path, right) in variables {
      guard
        let variable = model.trainableVariables.first(where: {
          $0.matches(path) && $0.shape == right.shape
        }),
        let use = export.steps.program.weights.first(where: {
          $0.source.identity != nil && $0.source.identity == variable.weight.identity
        }),
        let place = export.steps.updates.firstIndex(where: { $0.given.id == use.value })
      else { continue }
      let slopes = gradients.first { $0.path == path }?.tensor.elements
      let own = export.record.after[after - 1][place].elements
      let numbers = right.elements.indices.map { index -> Double in
        let isSmall = slopes.map { $0[index] != 0 && abs($0[index]) <= least } ?? false
        return own[index].isNaN || isSmall ? .nan : right.elements[index]
      }
      export.record.after[after - 1][place] = Tensor(right.shape, .float32, numbers)
      found += 1
    }
    #expect(found > 0, "\(step): no variable of Keras' is compared")
  }

  /// What the case is of: the classes of its loss, its optimizer, its layers and of what these are made of.
  func kinds() -> Set<String> {
    var found: Set<String> = []
    func visit(_ json: JSON) {
      if let kind = json["class_name"]?.stringValue, json["config"] != nil { found.insert(kind) }
      for child in json.arrayValue ?? [] { visit(child) }
      for (_, child) in json.objectValue ?? [:] { visit(child) }
    }
    visit(step.told["architecture"] ?? .null)
    visit(step.told["compile"] ?? .null)
    return found
  }

  /// Whose steps are exported: no states go on from one to the next.
  static let possible = StepCase.all.filter { step in
    !step.title.contains("Rescaling") && !step.title.hasPrefix("stateful ")
  }

  /// Every `count`th case, and the first of each kind: Rescaling has no equations.
  static func some(every count: Int) -> [StepExportCase] {
    var seen: Set<String> = []
    let all =
      possible
      .sorted { ($0.file, $0.number) < ($1.file, $1.number) }
    return all.enumerated().compactMap { index, step in
      let file = step.file.filter { $0.isLetter || $0.isNumber }
      let one = StepExportCase(name: "step_\(file)_\(step.number)", step: step)
      let kinds = one.kinds()
      guard index % count == 0 || !kinds.isSubset(of: seen) else { return nil }
      seen.formUnion(kinds)
      return one
    }
  }
}
