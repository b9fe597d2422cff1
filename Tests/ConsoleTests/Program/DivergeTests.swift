import Models
import Tensors
import TestSupport
import TestTraits
import Testing

@testable import Console

/// Another implementation's arrays under other names and in other layouts, made from our own.
@Suite(.enabled(if: Program.path != nil), .waits)
struct DivergeTests {
  private let folder = TemporaryDirectory()

  private func diverge(_ map: String, _ commands: String...) throws -> Program.Outcome {
    folder.write(Array(map.utf8), to: "names.txt")
    _ = try Program.run(
      ["trace", "lstm", "[[0, 1], [2, 3], [4, 5]]", "-o", "other.npz"], in: folder.path)
    let lines = ["feed [[0, 1], [2, 3], [4, 5]]"] + commands + ["diverge other.npz --map names.txt"]
    return try Program.run(["lstm", "--batch"] + lines.flatMap { ["-e", $0] }, in: folder.path)
  }

  @Test func aMapThatIsRightAgrees() throws {
    let outcome = try diverge("lstm.z lstm.z gates i f g o\nlstm.h lstm.h # as it is\n")
    #expect(outcome.code == 0 && outcome.output.contains("arrays agree within"), "\(outcome)")
  }

  /// Gates in another order differ where the gates are made, and the numbers there are shown.
  @Test func aMapThatIsWrongIsSeen() throws {
    let outcome = try diverge("lstm.z lstm.z gates f i g o\n")
    #expect(outcome.output.contains("lstm.z differs first at lstm@0.z["))
    for text in [
      "  index ", "  here ", "  there ", "  apart ", "of 32 numbers differ in this place",
      "  Array ", "Cosine",
    ] {
      #expect(outcome.output.contains(text), "\(text): \(outcome.output)")
    }
    let row = outcome.output.split(separator: "\n").first { $0.hasPrefix("  lstm.z ") }
    #expect(row?.contains(" of 96 ") == true)
    #expect(outcome.output.contains("  lstm.i") && outcome.output.contains("none"))
  }

  /// Channels that come first are told by the shape, and a map turns them.
  @Test func channelsFirstAreTurned() throws {
    _ = try Program.run(["trace", "cnn", "ones", "-o", "own.npz"], in: folder.path)
    let own = try #require(ArrayFile("\(folder.path)/own.npz:lines.a"))
    let lines = try #require(try own.read().first?.tensor)
    #expect(lines.count == 4 * 4 * 2)
    let turned = (0..<lines.count).map { place in
      lines.elements[place % 16 * 2 + place / 16]
    }
    try ArrayFile.write(
      [NamedTensor("features", Tensor([2, 4, 4], .float32, turned))],
      to: "\(folder.path)/other.npz")
    func diverge(_ map: String) throws -> Program.Outcome {
      folder.write(Array(map.utf8), to: "names.txt")
      let commands = ["feed ones", "diverge other.npz --map names.txt"]
      return try Program.run(
        ["cnn", "--batch"] + commands.flatMap { ["-e", $0] }, in: folder.path)
    }
    let untold = try diverge("features lines")
    #expect(
      untold.output.contains("; channels-first behind its two names in a file for --map turns it"),
      "\(untold)")
    let told = try diverge("features lines channels-first")
    #expect(told.code == 0 && told.output.contains("1 array agrees"), "\(told)")
  }

  @Test(arguments: [
    ("nothing lstm.h", "there is no array nothing to be lstm.h"),
    ("lstm.h", "names.txt:1: two names"),
    ("lstm.h dense.a transposed gates q", "gates needs their order"),
  ])
  func aMapThatSaysNothingIsTold(map: String, message: String) throws {
    let outcome = try diverge(map)
    #expect(outcome.code == 2 && outcome.messages.contains(message), "\(outcome.messages)")
  }
}
