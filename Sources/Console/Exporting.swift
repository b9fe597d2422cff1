import Checks
import Debugging
import Equations
import Exports
import Expressions
import Models
import Tensors
import Terminal
import Terms
import Views

/// An export as the command line and the prompt ask for it.
struct Exporting {
  let target: any ExportTarget
  let path: String?
  var showsNumbers = false
  var style = Formula.Style()
  /// The samples that are recorded, at most.
  static let mostSamples = 8

  /// The target of a word; throws with the nearest where there is none.
  static func target(_ word: String) throws -> any ExportTarget {
    if let target = ExportTargets.named(word) { return target }
    let names = ExportTargets.all.map(\.name)
    let near = nearest(to: word, in: names).map { "Did you mean \($0)? " } ?? ""
    throw CommandError(
      word.isEmpty ? "export needs to know to what" : "\(word.visible) is nothing to export to",
      hint: "\(near)There are: \(names.joined(separator: ", "))")
  }

  /// Runs the model on what is fed and prepares its export; throws before anything is written.
  func prepared(_ model: Model, _ feed: Feed, precision: DType? = nil) throws -> Export {
    if showsNumbers, !target.showsNumbers {
      throw CommandError(
        "\(target.name) has no numbers beside its equations", hint: "latex and markdown have")
    }
    let feed = Exporting.first(Exporting.mostSamples, of: feed)
    let tolerance = try Tolerance(of: model, feeding: feed.tensors, precision: precision)
    var export = try Export(
      model, feed, precision: precision,
      tolerance: (tolerance.absolute, tolerance.relative), to: path?.expandingHome)
    export.showsNumbers = showsNumbers
    export.style = style
    return export
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

extension Subcommands {
  /// What `export` writes, and for which input.
  public struct ExportOptions: Sendable {
    public var target: String
    public var path: String?
    public var input: String?
    public var timesteps: Int?
    public var numbers = false

    public init(target: String, path: String?, input: String?, timesteps: Int?, numbers: Bool) {
      self.target = target
      self.path = path
      self.input = input
      self.timesteps = timesteps
      self.numbers = numbers
    }
  }

  /// The model as a program in another language, or its equations as a document.
  public static func export(_ options: ModelOptions, _ export: ExportOptions) -> Int32 {
    let output = standardOutput()
    return report(output) {
      let target = try Exporting.target(export.target)
      if let count = export.timesteps, count < 1 {
        throw CommandError("--timesteps \(count) is no length", hint: "a number from 1")
      }
      if export.input != nil, export.timesteps != nil {
        throw CommandError("an input has its own length: give --input or --timesteps")
      }
      let model = try options.open()
      do {
        let feed =
          try export.input.map { try Feed.read($0, for: model) }
          ?? ExampleInput.feed(for: model, length: export.timesteps)
        tell(remarks: feed.remarks, output)
        let exporting = Exporting(
          target: target, path: export.path, showsNumbers: export.numbers)
        let prepared = try exporting.prepared(model, feed)
        if export.path == nil {
          say(String(try prepared.text(as: target).dropLast()), isError: false)
        } else {
          let files = try prepared.write(as: target)
          output.error("written: \(files.joined(separator: ", "))")
        }
        return 0
      } catch let obstacle as Obstacle {
        output.error("kerastep: nothing is exported, for the model cannot be computed to its end")
        for problem in SummaryTable(model: model, width: 100_000).problems(obstacle) {
          output.error(problem)
        }
        return Problem.Code.unusableFile
      }
    }
  }
}
