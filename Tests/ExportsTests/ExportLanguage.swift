import Foundation

/// A language that exports are compiled and run in.
///
/// All exports of a test are one program: a compiler is begun once for them, not once for each.
enum ExportLanguage: String, CaseIterable, Sendable {
  case c, cpp, swift, numpy

  var ending: String {
    switch self {
    case .c: ".c"
    case .cpp: ".hpp"
    case .swift: ".swift"
    case .numpy: ".py"
    }
  }

  /// Whether there is what compiles or runs it.
  var isThere: Bool {
    switch self {
    case .c: Workshop.has("cc")
    case .cpp: Workshop.has("c++")
    case .swift: Workshop.has("swiftc")
    case .numpy: Workshop.python != nil
    }
  }

  /// Runs the self-checks of exports in a workshop, which are files of these names: how that ended,
  /// and what they said. Compilers name the file that they do not take.
  func check(_ names: [String], in workshop: Workshop) throws -> (code: Int32, text: String) {
    try workshop.write(main(names), to: "main\(self == .cpp ? ".cpp" : ending)")
    var outcome: (code: Int32, text: String) = (0, "")
    for command in commands(names) {
      outcome = try workshop.run(command)
      guard outcome.code == 0 else { break }
    }
    return outcome
  }

  /// All warnings, and no time spent on what runs once.
  private static let strict = [
    "-Wall", "-Wextra", "-Werror", "-pedantic", "-O0", "-DMODEL_SELF_CHECK", "-DMODEL_NO_MAIN",
  ]

  private func commands(_ names: [String]) -> [[String]] {
    switch self {
    case .c:
      [
        ["cc", "-std=c99"] + Self.strict + ["-DMODEL_CLONES=", "main.c"] + names.map { $0 + ".c" }
          + ["-lm", "-o", "check"], ["./check"],
      ]
    case .cpp: [["c++", "-std=c++17"] + Self.strict + ["main.cpp", "-o", "check"], ["./check"]]
    case .swift:
      [
        ["swiftc", "-Onone", "-wmo", "main.swift"] + names.map { $0 + ".swift" } + ["-o", "check"],
        ["./check"],
      ]
    case .numpy: [[Workshop.python ?? "python3", "main.py"]]
    }
  }

  /// The program that calls every self-check.
  private func main(_ names: [String]) -> String {
    switch self {
    case .c:
      let declarations = names.map { "int \($0)_self_check(void);" }.joined(separator: "\n")
      let sum = names.map { "\($0)_self_check()" }.joined(separator: " + ")
      return "\(declarations)\nint main(void) { return \(sum) ? 1 : 0; }\n"
    case .cpp:
      let headers = names.map { "#include \"\($0).hpp\"" }.joined(separator: "\n")
      let sum = names.map { "\($0)::self_check()" }.joined(separator: " + ")
      return "\(headers)\nint main() { return \(sum) ? 1 : 0; }\n"
    case .swift:
      let calls = names.map { "failed += \($0).selfCheck()" }.joined(separator: "\n")
      return "import Foundation\nvar failed: Int32 = 0\n\(calls)\nexit(failed)\n"
    case .numpy:
      return """
        import importlib, sys
        failed = 0
        for name in [\(names.map { "'\($0)'" }.joined(separator: ", "))]:
            try:
                failed += not importlib.import_module(name).self_check()
            except Exception as error:
                failed += 1
                print(name, repr(error))
        sys.exit(min(failed, 1))

        """
    }
  }
}
