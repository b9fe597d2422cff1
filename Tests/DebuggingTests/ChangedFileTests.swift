import Containers
import Equations
import Foundation
import ModelSupport
import Models
import Terms
import Testing

@testable import Debugging

/// A model file that is saved anew while its old content is walked through.
@Suite struct ChangedFileTests {
  /// A session on a file so large that it is read in place: zeros behind the content fill it up.
  private func session(_ path: String) throws -> Session {
    let fixture = FixtureModel.folder.appendingPathComponent("lstm-gates/k2.h5")
    try Data(contentsOf: fixture).write(to: URL(fileURLWithPath: path))
    truncate(path, 20 << 20)
    let session = Session(try ModelFile.open(path))
    try session.feed(try Feed.read("ones", for: session.model))
    return session
  }

  /// What was computed, to the bit.
  private func computed(_ machine: Machine) -> [Seen] {
    let weights = machine.program.values.filter { $0.role == .weight }.map(\.id)
    return machine.visible().filter { !weights.contains($0.value) }
  }

  @Test func itsNumbersAreRefusedAndTheWalkStays() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("kerastep-\(UUID()).h5").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let machine = try #require(try session(path).machine)
    let weights = machine.program.values.filter { $0.role == .weight }
    // One timestep, and the weights of the layer behind have not been read yet.
    _ = try machine.move(.next)
    let before = machine.position
    let state = computed(machine)
    try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 0)

    for _ in 0..<2 {
      let error = #expect(throws: ContainerError.self) { _ = try machine.move(.step) }
      #expect("\(try #require(error))".contains("cut short or written to since"))
    }
    #expect(throws: ContainerError.self) { _ = try machine.resume() }
    #expect(machine.position == before)
    for weight in weights {
      // The loop's own copies live on; what lies in the file is gone.
      _ = try? machine.read(weight)
    }
    #expect(throws: ContainerError.self) { for weight in weights { _ = try machine.read(weight) } }
    let isAsBefore = computed(machine) == state
    #expect(isAsBefore)
    _ = try machine.move(.step, backwards: true)
    #expect(machine.position.tick == before.tick - 1)
  }

  /// What happens to the file in the midst of a motion.
  enum Fate: CaseIterable {
    case cutShort, emptied, cutShortAndFilled, writtenAnew
  }

  private func change(_ path: String, _ fate: Fate) throws {
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    defer { try? handle.close() }
    let count = try handle.seekToEnd()
    switch fate {
    case .cutShort: try handle.truncate(atOffset: 4096)
    case .emptied: try handle.truncate(atOffset: 0)
    case .cutShortAndFilled:
      try handle.truncate(atOffset: 0)
      try handle.truncate(atOffset: count)
    case .writtenAnew:
      try handle.seek(toOffset: 0)
      try handle.write(contentsOf: Data(repeating: 1, count: 100_000))
    }
  }

  /// At every tick of a run in turn the file is changed, which nothing but the motion itself can notice.
  @Test(
    "a file that changes during a motion takes nothing with it", arguments: Fate.allCases)
  func duringAMotion(_ fate: Fate) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("kerastep-\(UUID()).h5").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let count = try #require(try session(path).machine).program.tickCount
    for tick in Array(stride(from: 0, to: count, by: max(1, count / 7))) + [count - 1] {
      let machine = try #require(try session(path).machine)
      _ = try machine.move(.step, count: tick / 2)
      let before = machine.position
      let state = computed(machine)
      nonisolated(unsafe) let walked = machine
      for _ in 0..<2 {
        let error = #expect(throws: ContainerError.self) {
          try Interruption.listening {
            if walked.frontier == tick { try? change(path, fate) }
            return false
          } _: {
            _ = try walked.runToEnd()
          }
        }
        #expect("\(try #require(error))".contains("cut short or written to since"))
        #expect(machine.position == before)
        #expect(machine.frontier == before.tick)
        #expect(computed(machine) == state)
      }
    }
  }

  @Test("numbers that were read in a file that changed meanwhile are refused")
  func duringARead() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("kerastep-\(UUID()).h5").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for fate in Fate.allCases {
      let session = try session(path)
      let machine = try #require(session.machine)
      let weights = machine.program.values.filter { $0.role == .weight }
      #expect(!weights.isEmpty)
      for weight in weights { _ = try machine.read(weight) }
      try change(path, fate)
      for weight in weights {
        #expect(throws: ContainerError.self) { _ = try machine.read(weight) }
      }
      // A new look at the file is a look at what it is now.
      let error = #expect(throws: (any Error).self) { try ModelFile.open(path) }
      #expect(!"\(try #require(error))".contains("as it was opened"))
    }
  }
}
