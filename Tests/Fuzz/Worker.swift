import Console
import Damage
import Debugging
import Engine
import Equations
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

    mutating func add(_ other: Tally) {
      opened += other.opened
      refused += other.refused
      slowest = max(slowest, other.slowest)
    }
  }

  /// The longest that one copy may take, in seconds of computing; some more end the worker.
  static let patience = 2.0
  static let time = WorkerTime(patience: 10)

  func run(_ range: Range<Int>) throws -> Tally {
    let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: victim.path)))
    // Of a model of several files in a ZIP, one of the files is damaged.
    let archive =
      victim.path.hasSuffix(".zip") ? ArchiveDamage(original, name: victim.path) : nil
    var tally = Tally()
    for number in range {
      Worker.say("at \(number)")
      var mutation = Mutation(seed: UInt64(number))
      let copy = archive?.copy(number) ?? mutation.damage(original)
      try Data(copy).write(to: URL(fileURLWithPath: scratch))
      Worker.time.give()
      let start = WorkerTime.spent
      do {
        try walk()
        tally.opened += 1
      } catch {
        tally.refused += 1
        let message = Problem.text(error)
        guard Worker.isClear(message) else { throw UnclearRefusal(message: message) }
      }
      tally.slowest = max(tally.slowest, WorkerTime.spent - start)
    }
    WorkerTime.end()
    return tally
  }

  /// Opens the copy, looks at its equations, feeds it zeros and walks.
  private func walk() throws {
    let version = KerasVersion(2, 15)
    let model: Model
    if let architecture = victim.architecture {
      model = try ModelFile.open(architecture, weights: scratch, version: version)
    } else {
      let isArchitecture = victim.path.hasSuffix(".json")
      model = try ModelFile.open(
        scratch, weights: victim.weights, version: isArchitecture ? version : nil)
    }
    let shapes = model.inputs.map { Shape(($0.shape ?? [3]).map { $0 ?? 3 }) }
    let program = try model.program(for: shapes)
    for equation in program.equations.prefix(1000) { _ = equation.text() }
    guard shapes.allSatisfy({ $0.count <= 1_000_000 }) else { return }
    let zeros = zip(model.inputs, shapes).map { [Tensor($1, $0.dtype, repeating: 0)] }
    let machine = try Machine(program, inputs: zeros, budget: MemoryBudget(bytes: 100_000_000))
    _ = try machine.move(.step, count: 20)
    _ = try machine.move(.step, count: 20, backwards: true)
  }

  /// Whether a person can read it: one message of a line or a few, with a list of arrays at the
  /// most, not a value of the program's.
  private static func isClear(_ message: String) -> Bool {
    let lines = message.split(separator: "\n")
    let list = lines.filter { $0.hasPrefix("  ") }
    let rest = lines.reduce(0) { $0 + ($1.hasPrefix("  ") ? 0 : $1.count) }
    return rest <= 1000 && list.count <= 201 && list.allSatisfy { $0.count <= 400 }
      && isReadable(message)
  }

  /// Whether it is written for a person.
  static func isReadable(_ message: String) -> Bool {
    !message.isEmpty && !["Error(", "Optional(", "rawValue:"].contains { message.contains($0) }
  }

  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}

/// Something was refused in words that help nobody; thrown, so that it is told.
struct UnclearRefusal: Error {
  let message: String
}
