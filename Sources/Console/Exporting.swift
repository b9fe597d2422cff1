import Checks
import Equations
import Exports
import Expressions
import Models
import Tensors
import Terminal
import Terms

/// An export as the command line and the prompt ask for it.
package struct Exporting {
  package let target: any ExportTarget
  let path: String?
  let showsNumbers: Bool
  let style: Formula.Style
  /// The samples that are recorded, at most.
  static let mostSamples = 8
  /// The numbers that a program records for its self-check, at most: all that is fed and comes out.
  static let mostRecorded = 4_000_000

  package init(
    target: any ExportTarget, path: String?, showsNumbers: Bool = false,
    style: Formula.Style = Formula.Style()
  ) {
    (self.target, self.path) = (target, path)
    (self.showsNumbers, self.style) = (showsNumbers, style)
  }

  /// The target of a word; throws with the nearest where there is none.
  package static func target(_ word: String) throws -> any ExportTarget {
    if let target = ExportTargets.named(word) { return target }
    let names = ExportTargets.all.map(\.name)
    let near = nearest(to: word, in: names).map { "Did you mean \($0)? " } ?? ""
    throw CommandError(
      word.isEmpty ? "export needs to know to what" : "\(word.visible) is nothing to export to",
      hint: "\(near)There are: \(names.joined(separator: ", "))")
  }

  /// Runs the model on what is fed and prepares its export; throws before anything is written.
  package func prepared(_ model: Model, _ feed: Feed, precision: DType? = nil) throws -> Export {
    if showsNumbers, !target.showsNumbers {
      throw CommandError(
        "\(target.name) has no numbers beside its equations", hint: "latex and markdown have")
    }
    if let given = feed.given.first {
      throw CommandError(
        "the output of \(given.name.visible) is given, and a program would have to compute it",
        hint: "layer \(given.name) = … says what it makes of its input.")
    }
    let feed = Exporting.first(Exporting.mostSamples, of: feed)
    let program = try model.reading(feed.tensors).program(for: feed.shapes, precision: precision)
    if !target.showsNumbers {
      try Exporting.refuseText(in: program)
      try Exporting.refuseLarge(program.inputs + program.outputs, samples: feed.samples)
    }
    // Documents check nothing.
    let tolerance =
      target.showsNumbers
      ? Tolerance(for: program)
      : try Tolerance(of: model, in: program, feeding: feed.tensors, precision: precision)
    var export = try Export(
      Export.Subject(model), program, feed,
      tolerance: (tolerance.absolute, tolerance.relative), to: path?.expandingHome)
    export.showsNumbers = showsNumbers
    export.style = style
    return export
  }

  /// Refuses a program of another language for a model that reads or gives text.
  static func refuseText(in program: Program) throws(CommandError) {
    guard let text = program.values.first(where: { $0.dtype == .string }) else { return }
    throw CommandError(
      "\(text.name.unicode.visible) is text, and an exported program computes with numbers alone",
      hint: "latex and markdown print the equations.")
  }

  /// Refuses what would be a program of numbers.
  static func refuseLarge(_ recorded: [Value], samples: Int) throws(CommandError) {
    let numbers = recorded.reduce(0.0) { sum, value in
      sum + Double(value.shape.count) * Double(samples)
    }
    guard numbers > Double(mostRecorded) else { return }
    throw CommandError(
      "a program records what it was fed and what came out, to check itself: here \(Int(numbers)) "
        + "numbers, at most \(mostRecorded)",
      hint: "Feed fewer samples or timesteps.")
  }

  private static func first(_ count: Int, of feed: Feed) -> Feed {
    guard feed.samples > count else { return feed }
    let tensors = feed.tensors.map { tensor in
      let shape = tensor.shape.replacing(0, with: count)
      return Tensor(shape, tensor.dtype, Array(tensor.elements.prefix(shape.count)))
    }
    return Feed(tensors: tensors, samples: count, isBatch: true)
  }
}
