import Containers
import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a key costs at the prompt, from being typed to what the line shows: names coloured, what may come
/// next behind it. With as many lines typed before as are kept, in a model of a thousand layers.
enum Typing {
  private static let limit = 0.002
  private static let line =
    "p sigmoid(dense_500.z[0] + dense_999.W) * where(dense_3.z > 0, 1)"

  static func measure(_ report: inout Report) throws {
    try BuiltProgram.check()
    let folder = try TemporaryFolder()
    let path = folder.file("deep.keras")
    try file.write(to: path)
    defer { unlink(path) }
    let history = try history(in: folder)
    let fed = try times([path, "--input", "zeros"], history)
    report.add(
      "a key at the prompt of a model of 1,000 layers, until it is painted", fed.median,
      atMost: limit, .milliseconds)
    report.add("  the slowest of \(fed.count)", fed.max() ?? .nan, atMost: limit, .milliseconds)
    let unfed = try times([path], history)
    report.add("  before anything is fed", unfed.median, atMost: limit, .milliseconds)
    let small = try times(["lstm"], history)
    report.add("  in the bundled model", small.median, atMost: limit, .milliseconds)
    report.add("  its slowest, the first", small.max() ?? .nan, atMost: limit, .milliseconds)
  }

  /// Seconds from each key of the line, typed twice, until the line is painted.
  private static func times(_ arguments: [String], _ history: String) throws -> [Double] {
    let prompt = try Prompt(arguments, environment: ["XDG_STATE_HOME": history])
    try prompt.wait()
    var times: [Double] = []
    for _ in 0..<2 {
      for key in line { times.append(try Clock.time { try prompt.press("\(key)") }) }
      try prompt.type("")
    }
    return times
  }

  /// Lines that begin as the one that is typed, and mean nothing here or something.
  private static func history(in folder: TemporaryFolder) throws -> String {
    let path = folder.path
    mkdir("\(path)/kerastep", 0o700)
    let lines = (0..<2000).map { "p sigmoid(dense_\($0).z[0] + lstm.f) + \($0)\n" }.joined()
    guard let file = fopen("\(path)/kerastep/history", "w") else {
      throw BenchError("the history cannot be written")
    }
    fputs(lines, file)
    fclose(file)
    return path
  }

  /// A model of a thousand Dense(1), one after another.
  static var file: KerasFile {
    let layers = (0..<1000).map { index in
      KerasFile.Layer(
        name: index == 0 ? "dense" : "dense_\(index)", kind: "Dense",
        config: #""units": 1, "activation": "relu", "use_bias": true, "dtype": "float32""#,
        group: ["vars"], arrays: [([1, 1], HDF5Content([1])), ([1], HDF5Content([0]))])
    }
    return KerasFile(name: "deep", inputShape: [1], layers: layers)
  }
}
