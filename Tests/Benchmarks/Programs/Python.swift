/// Python with NumPy, and perhaps Keras, to measure beside: KERASTEP_PYTHON, else `python3`.
enum Python {
  private static let program = BuiltProgram.environment("KERASTEP_PYTHON") ?? "python3"
  private static let folder: String = {
    let path = #filePath
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }()

  /// What a script beside this file prints: a number behind each name.
  @discardableResult
  static func run(
    script: String = "lstm.py", _ arguments: [String], threads: Int?, _ own: TemporaryFolder
  ) throws -> [String: Double] {
    let output = own.file("python.txt")
    var environment = ["TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""]
    for name in ["PYTHONPATH", "KERAS_BACKEND"] {
      environment[name] = BuiltProgram.environment(name)
    }
    if let threads {
      environment["OPENBLAS_NUM_THREADS"] = "\(threads)"
      environment["RACE_THREADS"] = "\(threads)"
    }
    do {
      try ChildProcess(
        [program, folder + "/" + script] + arguments, output: output, environment: environment
      ).wait()
    } catch {
      throw BenchError("\(program) has no \(arguments[0]); KERASTEP_PYTHON names one that has")
    }
    return TextFile.numbers(output)
  }
}
