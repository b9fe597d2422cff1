import Foundation
import TestSupport
import Testing

@testable import Console

/// A program checks itself with what it was fed and what came out; there is an end to that.
struct ExportLimitTests {
  private static func model(repeating times: Int) -> String {
    """
    {"class_name": "Sequential", "config": {"name": "s", "layers": [
      {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3, 1], "dtype": "float32", "name": "x"}},
      {"class_name": "UpSampling1D", "config": {"name": "up", "dtype": "float32", "size": \(times)}}]},
    "keras_version": "2.15.0", "backend": "tensorflow"}
    """
  }

  @Test func aProgramOfMillionsOfNumbersIsRefused() throws {
    let folder = TemporaryDirectory()
    folder.write(Array(Self.model(repeating: 2_000_000).utf8), to: "large.json")
    folder.write(Array(Self.model(repeating: 20).utf8), to: "small.json")
    let (console, shown) = Console.imitation()
    func export(_ name: String, to target: String) -> Console.Status {
      console.execute("open \(folder.path)/\(name).json")
      console.execute("feed ones")
      shown.text = ""
      return console.execute("export \(target) \(folder.path)/\(name).\(target)")
    }
    #expect(export("large", to: "c") != .done)
    #expect(
      shown.text.replacing("\n", with: " ").contains("here 6000003 numbers, at most 4000000"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/large.c"))
    // A document records nothing.
    #expect(export("large", to: "markdown") == .done, "\(shown.text)")
    #expect(export("small", to: "c") == .done, "\(shown.text)")
  }
}
