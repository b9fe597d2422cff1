import TestSupport
import TestTraits
import Testing

@testable import Console

/// The module for Python, by its own tests: with the Python that KERASTEP_PYTHON names, or the one that is installed. What
/// that has no NumPy, Keras or Jupyter for is skipped there.
@Suite(.enabled(if: Program.path != nil && Program.python != nil), .waits)
struct PythonModuleTests {
  @Test func itsOwnTests() throws {
    let outcome = try Program.run(
      ["-W", "ignore", "-m", "unittest", "discover", "Tests/Python"],
      environment: ["KERASTEP": Program.path ?? "", "TF_CPP_MIN_LOG_LEVEL": "3"],
      program: Program.python, timeout: 300)
    #expect(outcome.code == 0, "\(outcome.messages.suffix(4000))")
    #expect(outcome.messages.contains("\nRan "))
  }

  @Test func theModuleIsPrinted() throws {
    let outcome = try Program.run(["python"])
    #expect(outcome.code == 0)
    #expect(!outcome.output.isEmpty)
    #expect(outcome.output == Repository.text("Sources/Python/kerastep.py"))
  }
}
