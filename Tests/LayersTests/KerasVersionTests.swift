import Layers
import Testing

@Suite("versions of Keras")
struct KerasVersionTests {
  @Test(
    "read from text",
    arguments: [
      ("3.15.1", KerasVersion(3, 15, 1)), ("2.15", KerasVersion(2, 15)), ("3", KerasVersion(3)),
      ("1.2.2", KerasVersion(1, 2, 2)), ("2.3.0-tf", KerasVersion(2, 3, 0, isTensorFlow: true)),
      ("2.2.4-tf", KerasVersion(2, 2, 4, isTensorFlow: true)), ("3.0.0.dev2023", KerasVersion(3)),
    ])
  func text(_ text: String, _ version: KerasVersion) {
    #expect(KerasVersion(text) == version)
  }

  @Test("refused", arguments: ["", "x", "-1", "99999", "v2", ".2"])
  func refused(_ text: String) {
    #expect(KerasVersion(text) == nil)
  }

  @Test("in order")
  func order() {
    #expect(KerasVersion(2, 2, 4) < KerasVersion(2, 3))
    #expect(KerasVersion(2, 15) < KerasVersion(3))
    #expect(!KerasVersion(2, 2, 4).isTensorFlow)
    #expect(KerasVersion(2, 4).isTensorFlow)
    #expect(KerasVersion(3).isTensorFlow)
  }
}
