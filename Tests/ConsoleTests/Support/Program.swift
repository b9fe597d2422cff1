import Containers
import Terminal
import TestSupport

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The built program, run without a terminal. `make test` says where it is, in KERASTEP_BIN.
enum Program {
  static var path: String? { Terminal.environment("KERASTEP_BIN") }

  /// The Python that KERASTEP_PYTHON names, or the first that is installed; nil where there is none.
  static let python: String? = {
    let folders = (Terminal.environment("PATH") ?? "").split(separator: ":").map { "\($0)/python3" }
    return ([Terminal.environment("KERASTEP_PYTHON")].compactMap { $0 } + folders).first {
      access($0, X_OK) == 0
    }
  }()

  /// What came of a run.
  struct Outcome {
    let output: String
    let messages: String
    /// The exit code; 128 and the signal's number where one ended it.
    let code: Int32
    /// The most memory that it was seen to use, in bytes, where that was asked for; it is looked at every millisecond.
    let peakMemory: Int?
    let processorTime: Duration
  }

  /// Runs the program to its end, `input` being its standard input.
  ///
  /// It sees a small environment, and the files of `folder` by their names.
  static func run(
    _ arguments: [String], input: String = "", in folder: String = Repository.path,
    environment: [String: String] = [:], program: String? = path, timeout seconds: Double = 240,
    watchesMemory: Bool = false
  ) throws -> Outcome {
    let directory = TemporaryDirectory()
    directory.write(Array(input.utf8), to: "in")
    let script = """
      cd "$1" && d="$0" && shift && exec "$@" <"$d/in" >"$d/out" 2>"$d/err"
      """
    let words = ["/bin/sh", "-c", script, directory.path, folder, program ?? "?"] + arguments
    let usual = ["PATH": "/usr/bin:/bin", "HOME": directory.path, "LANG": "C.UTF-8"]
    let variables = usual.merging(Sanitizer.environment) { $1 }.merging(environment) { $1 }.map {
      "\($0)=\($1)"
    }
    let texts = [words, variables].map { $0.map { strdup($0) } + [nil] }
    defer { for text in texts.joined() { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", nil, nil, texts[0], texts[1]) == 0 else {
      throw PseudoTerminal.Failure.cannotStart(program: program ?? "?", code: errno)
    }
    var status: Int32 = 0
    var usage = rusage()
    var peak = watchesMemory ? 0 : nil
    let deadline = ContinuousClock.now + Duration.seconds(seconds).granted
    while wait4(process, &status, WNOHANG, &usage) == 0 {
      peak = peak.map { max($0, ProcessMemory.peak(of: process) ?? 0) }
      if ContinuousClock.now > deadline {
        kill(process, SIGKILL)
        wait4(process, &status, 0, &usage)
        break
      }
      usleep(1000)
    }
    return Outcome(
      output: directory.text("out"), messages: directory.text("err"),
      code: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
      peakMemory: peak, processorTime: ProcessorTime.of(usage))
  }
}
