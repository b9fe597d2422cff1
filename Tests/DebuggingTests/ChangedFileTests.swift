import Containers
import Foundation
import Models
import Testing

@testable import Debugging

/// A model file that is saved anew while its old content is walked through.
@Suite struct ChangedFileTests {
  /// A session on a file so large that it is read in place: zeros behind the content fill it up.
  private func session(_ path: String) throws -> Session {
    let fixture = FixtureModel.folder.appendingPathComponent("lstm-gates/k2.h5")
    var content = try Data(contentsOf: fixture)
    content.append(Data(count: 20 << 20))
    try content.write(to: URL(fileURLWithPath: path))
    let session = Session(try ModelFile.open(path))
    try session.feed(try Feed.read("ones", for: session.model))
    return session
  }

  /// What was computed, to the bit.
  private func computed(_ machine: Machine) -> [String] {
    let weights = machine.program.values.filter { $0.role == .weight }.map { "\($0.id) " }
    return machine.visible().filter { line in !weights.contains(where: line.hasPrefix) }
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
}
