import TestSupport
import TestTraits
import Testing

@testable import Console

/// Arrays of files are compared with an output by its name.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ExpectFileTests {
  private let folder = TemporaryDirectory()

  private func run(_ command: String) throws -> Program.Outcome {
    _ = try Program.run(["predict", "lstm", "ones", "-o", "y.npz"], in: folder.path)
    _ = try Program.run(["predict", "lstm", "ones", "-o", "z=y.npy"], in: folder.path)
    return try Program.run(
      ["lstm", "--batch", "-e", "feed ones", "-e", command], in: folder.path)
  }

  @Test(arguments: [
    "expect y.npz", "expect dense = y.npz", "expect dense = y.npz:y0", "expect dense == y.npz",
    "expect output = y.npz:y0", "expect output[1] == output[1]", "expect z=y.npy",
    "expect dense = z=y.npy",
  ])
  func anOutputIsThatOfTheFile(command: String) throws {
    let outcome = try run(command)
    #expect(outcome.code == 0 && outcome.output.contains(" agrees: "), "\(outcome)")
  }

  @Test(
    arguments: [
      ("expect dense = y.npz:lstm", 2, "y.npz holds no array lstm"),
      ("expect lstm = y.npz", 2, "lstm is none"),
      ("expect dense = nowhere.npz", 3, "nowhere.npz: there is no such file"),
      ("expect dense == [0.5, 0.4]", 1, "dense differs"),
    ] as [(String, Int32, String)])
  func whatIsNoneIsTold(command: String, code: Int32, message: String) throws {
    let outcome = try run(command)
    #expect(outcome.code == code && outcome.messages.contains(message), "\(outcome)")
  }
}
