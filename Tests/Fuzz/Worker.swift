import Console
import Containers
import Damage
import Debugging
import Foundation
import Layers
import Models
import Tensors

/// Opens damaged copies of one file, one after the other, and says which before each.
struct Worker {
  let victim: Victim
  let scratch: String

  /// What became of the copies.
  struct Tally {
    var opened = 0
    var refused = 0
    var slowest = 0.0
  }

  /// Something that must not be; the worker says it and ends.
  struct Fault: Error {
    let description: String
  }

  /// The longest that one copy may take, in seconds; a minute more ends the worker.
  static let patience = 2.0

  func run(_ range: Range<Int>) throws -> Tally {
    let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: victim.path)))
    var tally = Tally()
    for number in range {
      Worker.say("at \(number)")
      var mutation = Mutation(seed: UInt64(number))
      try Data(mutation.damage(original)).write(to: URL(fileURLWithPath: scratch))
      alarm(60)
      let start = ContinuousClock.now
      if let model = try opened() {
        tally.opened += 1
        try walk(model)
      } else {
        tally.refused += 1
      }
      let time = ContinuousClock.now - start
      let seconds =
        Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
      tally.slowest = max(tally.slowest, seconds)
    }
    return tally
  }

  /// The copy as a model; nil when it is refused, with one message that names the file.
  private func opened() throws -> Model? {
    let version = KerasVersion(2, 15)
    do {
      if let architecture = victim.architecture {
        return try ModelFile.open(architecture, weights: scratch, version: version)
      }
      let isArchitecture = victim.path.hasSuffix(".json")
      return try ModelFile.open(
        scratch, weights: victim.weights, version: isArchitecture ? version : nil)
    } catch {
      let message = "\(error)"
      let files = [scratch, victim.architecture, victim.weights].compactMap { $0 }
      guard files.contains(where: { message.hasPrefix("\($0):") }), message.utf8.count < 2000,
        message.split(separator: "\n", omittingEmptySubsequences: false).count <= 3
      else { throw Fault(description: "a refusal that names no file, or is long: \(message)") }
      return nil
    }
  }

  /// Looks at a model with the console's commands, feeds it zeros and walks to and fro.
  private func walk(_ model: Model) throws {
    let console = Rehearsal(model)
    var text = console.text(of: ["summary", "info inputs"])
    let lengths = model.inputs.map { ($0.shape ?? [3]).map { $0 ?? 3 } }
    if lengths.allSatisfy({ (Shape($0).checkedCount ?? .max) <= 100_000 }) {
      text += console.text(of: [
        "feed zeros", "list all", "step 20", "info values", "where", "up", "info values", "stepi 3",
        "rev step 5", "next 3", "finish", "info state", "rev finish", "info weights", "output",
      ])
    }
    // Whatever the file says, no control sequence of it reaches the terminal.
    if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }) {
      throw Fault(description: "a control character is shown: \(text.debugDescription)")
    }
  }

  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}
