import Models
import Tensors
import TestSupport
import Testing

@testable import Checks

/// Names and layouts of another implementation, turned into ours.
struct NameMapTests {
  private func map(_ text: String) throws -> NameMap { try NameMap(text, file: "names.txt") }

  private func applied(_ text: String, _ shape: [Int]) throws -> NamedTensor? {
    let shape = Shape(shape)
    let numbers = (0..<shape.count).map(Double.init)
    return try map(text).applied(to: [NamedTensor("a", Tensor(shape, .float32, numbers))]).first
  }

  @Test func linesAreNamesAndWhatIsDone() throws {
    let map = try map(
      "# names\n\na lstm.h # h\nb = lstm.C time-first\nc d transposed gates f i o g\n")
    #expect(
      map.lines == [
        .init(theirs: "a", ours: "lstm.h", changes: []),
        .init(theirs: "b", ours: "lstm.C", changes: [.timeFirst]),
        .init(theirs: "c", ours: "d", changes: [.transposed, .gates(["f", "i", "o", "g"])]),
      ])
  }

  @Test(arguments: [
    ("a", "names.txt:1: two names are expected"), ("\na b upside-down", "names.txt:2: upside-down"),
    ("a b gates", "names.txt:1: gates needs their order"), ("a b gates i f", "gates needs"),
    ("a b gates i i f g", "gates needs"),
  ])
  func whatSaysNothingIsTold(text: String, message: String) {
    #expect { try map(text) } throws: { "\($0)".contains(message) }
  }

  @Test func arraysAreRenamed() throws {
    let array = try #require(try applied("a lstm.h", [2, 3]))
    #expect(array.name == "lstm.h" && array.tensor.shape == [2, 3])
    #expect(try applied("a lstm.h", [2, 3])?.tensor.elements == [0, 1, 2, 3, 4, 5])
    #expect { try map("b lstm.h").applied(to: []) } throws: {
      "\($0)".contains("there is no array b to be lstm.h")
    }
  }

  @Test func axesChangePlaces() throws {
    let transposed = try applied("a b transposed", [2, 3])?.tensor
    #expect(transposed?.shape == [3, 2] && transposed?.elements == [0, 3, 1, 4, 2, 5])
    let first = try applied("a b time-first", [3, 1, 2])?.tensor
    #expect(first?.shape == [1, 3, 2] && first?.elements == [0, 1, 2, 3, 4, 5])
    let both = try applied("a b time-first", [2, 2, 1])?.tensor
    #expect(both?.elements == [0, 2, 1, 3])
    #expect { try applied("a b transposed", [4]) } throws: { "\($0)".contains("cannot be turned") }
  }

  /// (C, H, W) becomes (H, W, C), of one sample and of several.
  @Test func channelsComeLast() throws {
    let one = try applied("a b channels-first", [2, 1, 3])?.tensor
    #expect(one?.shape == [1, 3, 2] && one?.elements == [0, 3, 1, 4, 2, 5])
    let several = try applied("a b channels-first", [2, 2, 1, 2])?.tensor
    #expect(several?.shape == [2, 1, 2, 2] && several?.elements == [0, 2, 1, 3, 4, 6, 5, 7])
    #expect(try applied("a b channels-first", [2, 3])?.tensor.shape == [3, 2])
    #expect { try applied("a b channels-first", [4]) } throws: {
      "\($0)".contains("cannot be turned")
    }
  }

  /// A layout is known by its shape alone.
  @Test(
    arguments: [
      ([3, 6, 5], [1, 6, 5, 3], "channels-first"), ([2, 3, 6, 5], [2, 6, 5, 3], "channels-first"),
      ([4, 5], [5, 4], "transposed"), ([5, 1, 4], [1, 5, 4], "time-first"), ([4, 5], [4, 6], nil),
      ([4], [1, 4], nil),
    ] as [([Int], [Int], String?)])
  func aLayoutIsNamed(theirs: [Int], ours: [Int], word: String?) {
    #expect(NameMap.layout(of: Shape(theirs), turnedInto: Shape(ours)) == word)
  }

  /// Theirs f i o g becomes ours i f g o, a block of two units each.
  @Test func gatesAreSorted() throws {
    #expect(
      try applied("a b gates f i o g", [1, 8])?.tensor.elements == [2, 3, 0, 1, 6, 7, 4, 5])
    #expect(try applied("a b gates i f g o", [8])?.tensor.elements == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(try applied("a b gates r z g", [3])?.tensor.elements == [1, 0, 2])
    #expect { try applied("a b gates r z g", [4]) } throws: { "\($0)".contains("cannot be turned") }
  }
}
