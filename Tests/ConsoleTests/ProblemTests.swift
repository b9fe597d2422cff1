import Testing

@testable import Console

/// What errors say, whatever a file puts into them.
@Suite struct ProblemTests {
  @Test func aNameThatFillsPagesIsCutInItsMiddle() {
    let name = "layer_" + String(repeating: "x", count: 60_000) + "_end"
    let text = Problem.text(CommandError("there is no \(name) here", hint: "Look at info layers."))
    #expect(text.count < 300)
    #expect(text.hasPrefix("there is no layer_xxx"))
    #expect(text.contains("…"))
    #expect(text.hasSuffix("_end here\nLook at info layers."))
  }

  @Test func otherMessagesStayAsTheyAre() {
    let path = "/" + String(repeating: "folder/", count: 20) + "model.keras"
    let message = "\(path): there is no such file\n  two  spaces"
    #expect(Problem.text(CommandError(message)) == message)
  }
}
