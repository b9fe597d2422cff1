import Console
import Damage
import Foundation
import Teaching

/// Types wild lines at the prompt of bundled models, one after the other, and says which before each.
struct LineWorker {
  /// How many lines are typed before a new console is begun: what a line does depends on no more.
  static let session = 100
  /// The models whose prompts they are typed at, by turns.
  private static let models = ["lstm", "xor", "rnn"]
  private static let commands = Rehearsal.commandsInMemory(of: Teaching.commands)
  /// Arrays are small, so that time goes into reading lines and not into numbers.
  private static let elementLimit = 10_000

  func run(_ range: Range<Int>) throws -> Worker.Tally {
    var tally = Worker.Tally()
    var console = try begin(at: range.lowerBound)
    for number in range {
      if number % LineWorker.session == 0 { console = try begin(at: number) }
      Worker.say("at \(number)")
      Worker.time.give()
      let start = WorkerTime.spent
      try type(number, at: console, &tally)
      tally.slowest = max(tally.slowest, WorkerTime.spent - start)
    }
    WorkerTime.end()
    return tally
  }

  /// The line of a number.
  static func line(_ number: Int) -> String {
    var mutation = mutation(number)
    return mutation.line()
  }

  private static func mutation(_ number: Int) -> LineMutation {
    LineMutation(seed: UInt64(number), commands: commands)
  }

  private func type(
    _ number: Int, at console: Rehearsal, _ tally: inout Worker.Tally
  ) throws {
    var mutation = LineWorker.mutation(number)
    let line = mutation.line()
    guard Rehearsal.staysInMemory(line, of: Teaching.commands) else { return }
    let cursor = number % 8 == 0 ? mutation.below(line.unicodeScalars.count + 1) : nil
    if console.types(line, completingAt: cursor) {
      tally.opened += 1
    } else {
      tally.refused += 1
      guard Worker.isReadable(console.text) else { throw UnclearRefusal(message: console.text) }
    }
  }

  /// A new console, in the middle of a prediction.
  private func begin(at number: Int) throws -> Rehearsal {
    let name = LineWorker.models[number / LineWorker.session % LineWorker.models.count]
    guard let console = try Rehearsal(bundled: name, commands: Teaching.commands) else {
      throw NoModel(name: name)
    }
    console.limitElements(to: LineWorker.elementLimit)
    _ = console.text(of: ["feed random(2, seed=1)", "feed random(seed=1)", "step 3", "p x"])
    return console
  }
}

/// The bundled models are not where the program looks for them.
private struct NoModel: Error {
  let name: String
}
