import Debugging
import Views

extension Console {
  /// Computes two runs to the end and tells where they differ, and their outputs.
  func comparison(
    _ own: (run: Machine, name: String), _ other: (run: Machine, name: String), _ session: Session
  ) throws -> [String] {
    for (run, name) in [own, other] where try !run.runToEnd() {
      throw CommandError("interrupted before \(name) was computed")
    }
    return try DifferenceTable(presentation, session, own: own, other: other).lines()
  }
}
