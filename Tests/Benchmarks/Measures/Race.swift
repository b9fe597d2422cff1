import Debugging
import Models
import Tensors

/// Predictions of nine models, one sample and a batch, against what a user would take instead (`race.py`).
///
/// Ours keep every intermediate, on one thread. Making the models takes Keras some seconds: KERASTEP_RACE names a
/// folder that keeps them. KERASTEP_RACE_MODELS and KERASTEP_RACE_RIVALS choose some of them (`lstm,cnn`). Rivals
/// which the Python lacks are told as missing.
enum Race {
  private static let models = [
    "mlp", "dense", "lstm", "gru", "bilstm", "conv1d", "cnn", "mobilenet", "transformer",
  ]
  private static let rivals = ["onnx", "lite", "graph", "keras", "numpy"]

  static func measure(_ report: inout Report) throws {
    let own = try TemporaryFolder()
    let folder = BuiltProgram.environment("KERASTEP_RACE") ?? own.path
    try Python.run(script: "race.py", ["models", folder], threads: nil, own)
    for name in chosen(models, by: "KERASTEP_RACE_MODELS") {
      try race(name, folder + "/" + name, own, &report)
    }
  }

  private static func chosen(_ names: [String], by variable: String) -> [String] {
    guard let list = BuiltProgram.environment(variable) else { return names }
    return names.filter(list.split(separator: ",").map(String.init).contains)
  }

  private static func race(
    _ name: String, _ path: String, _ own: TemporaryFolder, _ report: inout Report
  ) throws {
    // All values of 64 pictures would take more memory than most machines have.
    let batch = name == "mobilenet" ? 4 : 64
    let ours = try kerastep(path, batch)
    let what = "race, \(name)"
    report.add("\(what): opened, first prediction", ours.opened, .milliseconds)
    report.add("  one sample", ours.one, .microseconds)
    report.add("  \(batch) samples", ours.many, .microseconds)
    for rival in chosen(rivals, by: "KERASTEP_RACE_RIVALS") {
      for threads in [1, 2] {
        let title = "\(rival), \(threads == 1 ? "one thread" : "two threads")"
        do {
          let theirs = try Python.run(
            script: "race.py", [rival, path, "\(batch)"], threads: threads, own)
          guard let one = theirs["one"], let many = theirs["many"], let sum = theirs["sum"],
            let opened = theirs["opened"], let memory = theirs["memory"]
          else {
            report.missing("  \(title)", because: "it has no \(rival), or not for this model")
            continue
          }
          guard abs(sum - ours.sum) <= 1e-3 * max(1, abs(sum)) else {
            throw BenchError("\(name) sums up to \(ours.sum), with \(rival) to \(sum)")
          }
          report.add("  against \(title), one sample", timesAsLong: ours.one / one)
          report.add("  against \(title), \(batch) samples", timesAsLong: ours.many / many)
          if threads == 1 {
            report.add("    which takes", one, .microseconds)
            report.add("    opened, first prediction", opened, .milliseconds)
            report.add("    peak memory", memory, .megabytes)
          }
        } catch let error as BenchError {
          report.missing("  \(title)", because: "\(error)")
        }
      }
    }
  }

  private struct Times {
    var opened, one, many, sum: Double
  }

  private static func kerastep(_ path: String, _ batch: Int) throws -> Times {
    guard let x = try ArrayFile(path + ".npz:x")?.read().first?.tensor else {
      throw BenchError("\(path).npz has no x")
    }
    func feed(_ count: Int) throws -> Feed {
      let shape = Shape([count] + x.shape.dims.dropFirst())
      let tensor = Tensor(shape, .float32, Array(x.elements.prefix(shape.count)))
      return Feed(tensors: [tensor], samples: count, isBatch: true)
    }
    let (single, many) = (try feed(1), try feed(batch))
    let start = Clock.now
    let session = Session(try ModelFile.open(path + ".keras"))
    try session.feed(single)
    _ = try session.machine?.resume()
    let opened = Clock.now - start
    let sum = try session.outputs(all: true)?.first?.elements.reduce(0, +) ?? .nan
    func time(_ feed: Feed) throws -> Double {
      let first = try Clock.time {
        try session.feed(feed)
        _ = try session.machine?.resume()
      }
      return try Clock.times(min(300, max(5, Int(1 / first)))) {
        try session.feed(feed)
        _ = try session.machine?.resume()
      }.median
    }
    return Times(opened: opened, one: try time(single), many: try time(many), sum: sum)
  }
}
