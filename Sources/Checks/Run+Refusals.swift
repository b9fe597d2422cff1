import Debugging
import Equations

extension Run {
  /// What is said of layer calls, which may be why numbers differ.
  var remarksOnLayers: [String] {
    program.frames.compactMap { frame in frame.remark.map { "\(frame.path): \($0)" } }
  }

  /// What is to be known of numbers that are none to go by, a sentence each.
  func remarksOnNumbers() throws -> [String] {
    let refused = try machine.refusals(of: Array(0..<machine.samples))
    return refused.map { $0.refusal.sentence("at \($0.path)") }
  }
}
