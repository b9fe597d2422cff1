import Console
import Containers
import Damage
import Debugging
import Foundation
import Models
import Teaching
import Tensors
import TestSupport

/// Opens changed models, one after the other, and does with each what a person would; says which before each.
struct ModelWorker {
  let folder: String
  let scratch: String
  var limits = Limits()

  /// What a model may take.
  struct Limits {
    /// Seconds of computing for one model; more end the worker.
    var patience = 5.0
    /// Bytes of address space, where that is limited.
    var space: Int? = 4 << 30
    /// Kilobytes of memory.
    var memory = 1 << 20

    /// A sanitizer is slower, and needs address space by the terabyte.
    static let sanitized = Limits(patience: 60, space: nil, memory: 4 << 20)
  }

  /// The most numbers that are fed.
  private static let elementLimit = 1 << 20

  func run(_ range: Range<Int>) throws -> Worker.Tally {
    if let space = limits.space {
      var limit = rlimit(rlim_cur: rlim_t(space), rlim_max: rlim_t(space))
      #if os(Linux)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      #else
        setrlimit(RLIMIT_AS, &limit)
      #endif
    }
    let corpus = try ModelCorpus(folder: folder)
    let files = FileCorpus(folder: folder)
    let time = WorkerTime(patience: limits.patience)
    var tally = Worker.Tally()
    for number in range {
      Worker.say("at \(number)")
      time.give()
      let start = WorkerTime.spent
      do {
        try walk(number, corpus, files)
        tally.opened += 1
      } catch let error as UnclearRefusal {
        throw error
      } catch {
        tally.refused += 1
        let message = Problem.text(error)
        guard Worker.isReadable(message) else { throw UnclearRefusal(message: message) }
      }
      tally.slowest = max(tally.slowest, WorkerTime.spent - start)
      if WorkerProcess.ownMemory() > limits.memory { throw TooMuchMemory() }
    }
    WorkerTime.end()
    return tally
  }

  private func walk(_ number: Int, _ corpus: ModelCorpus, _ files: FileCorpus) throws {
    if ModelWorker.isFile(number) {
      let changed = try ChangedFile(number, files, corpus)
      var chance = changed.chance
      defer { try? FileManager.default.removeItem(atPath: "\(scratch).model") }
      try walk(through: try changed.open(in: "\(scratch).model"), &chance)
      return
    }
    var mutation = ModelMutation(seed: number, corpus)
    guard let (original, changed) = mutation.model() else { return }
    var chance = mutation.chance
    var weights = FittedWeights(changed, original.version, named: "model \(number)", chance)
    try walk(through: try weights.model(), &chance)
  }

  /// Whether a number stands for a changed file; the others are changed architectures with weights in memory.
  static func isFile(_ number: Int) -> Bool { number % 3 == 2 }

  private func walk(through model: Model, _ chance: inout Chance) throws {
    let console = Rehearsal(model, commands: Teaching.commands)
    // What is fed to a model of huge inputs is large by right.
    console.limitElements(to: ModelWorker.elementLimit)
    func type(_ line: String) throws {
      if console.types(line, completingAt: nil) { return }
      guard Worker.isReadable(console.text) else {
        throw UnclearRefusal(message: "\(line): \(console.text)")
      }
    }
    let target = chance.any(["numpy", "c", "cpp", "swift", "latex", "markdown"]) ?? "c"
    let lines =
      ["set memory 200M", "summary", "list", "feed \(feed(model, &chance))", "step 3"]
      + ["info layers", "info values", "continue", "info weights", "info state", "p output"]
      + [
        "stats output", "plot output", "export \(target) \(scratch)", "reverse step 2", "finish",
        "explain output",
      ]
    for line in lines { try type(line) }
    // The refusal says how its elements are called.
    let element = console.text.firstMatch(of: /From (output\[[\d, ]*\])/)?.1 ?? "output"
    try type("explain \(element)")
    try type("why \(element)")
  }

  private func feed(_ model: Model, _ chance: inout Chance) -> String {
    let some = chance.any(["random(seed=1)", "ones", "zeros", "random(2, seed=1)"]) ?? "ones"
    guard let shapes = ModelWorker.shapes(of: model), let only = shapes.first, shapes.count == 1
    else { return some }
    let numbers = ([2] + only.dims).map(String.init).joined(separator: ", ")
    return chance.below(2) == 0 ? "random(\(numbers), seed=1)" : some
  }

  /// Shapes of inputs that a model takes, with 3 in place of a length that is open; nil when they are large.
  static func shapes(of model: Model) -> [Shape]? {
    let shapes = model.inputs.map { Shape(($0.shape ?? [3]).map { $0 ?? 3 }) }
    let isSmall = shapes.allSatisfy { shape in
      shape.dims.allSatisfy { $0 >= 0 } && shape.checkedCount.map { $0 <= elementLimit } ?? false
    }
    return isSmall ? shapes : nil
  }

  /// The architecture of a number, with its title, to look at; what stands for a file is written to one.
  static func text(_ number: Int, folder: String) throws -> String {
    if isFile(number) {
      let changed = try ChangedFile(
        number, FileCorpus(folder: folder), try ModelCorpus(folder: folder))
      let place = FileManager.default.temporaryDirectory
        .appendingPathComponent("kerastep-model-\(number)").path
      do {
        _ = try changed.open(in: place)
      } catch { return "# \(changed.title), changed, is in \(place): \(Problem.text(error))" }
      return "# \(changed.title), changed, is in \(place)"
    }
    var mutation = ModelMutation(seed: number, try ModelCorpus(folder: folder))
    guard let (original, changed) = mutation.model() else { return "no architectures" }
    return "# \(original.title), Keras \(original.version)\n\(changed.text)"
  }
}

/// A model took more memory than one may.
private struct TooMuchMemory: Error {}
