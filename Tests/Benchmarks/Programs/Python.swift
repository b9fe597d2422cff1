/// Python with NumPy, and perhaps Keras, to measure beside: KERASTEP_PYTHON, else `python3`.
enum Python {
  private static let program = BuiltProgram.environment("KERASTEP_PYTHON") ?? "python3"
  private static let script: String = {
    let path = #filePath
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) + "/lstm.py"
  }()

  /// What the script prints: a number behind each name.
  static func run(_ arguments: [String], threads: Int?, _ folder: TemporaryFolder) throws
    -> [String: Double]
  {
    let output = folder.file("python.txt")
    var environment = ["TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""]
    if let threads { environment["OPENBLAS_NUM_THREADS"] = "\(threads)" }
    do {
      try ChildProcess([program, script] + arguments, output: output, environment: environment)
        .wait()
    } catch {
      throw BenchError("\(program) has no \(arguments[0]); KERASTEP_PYTHON names one that has")
    }
    return TextFile.numbers(output)
  }
}
