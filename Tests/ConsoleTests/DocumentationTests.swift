import Containers
import Foundation
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// The generated pages and the README say what the program does.
@Suite struct DocumentationTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: ["commands.md", "layers.md"])
  func thePagesAreFresh(_ name: String) throws {
    let text =
      name == "commands.md" ? CommandsPage.markdown(Teaching.commands) : LayersPage.markdown()
    if let folder = ProcessInfo.processInfo.environment["KERASTEP_WRITE_DOCS"] {
      let page = URL(fileURLWithPath: folder).appendingPathComponent(name)
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    let page = Self.root.appendingPathComponent("docs/\(name)")
    #expect(try String(contentsOf: page, encoding: .utf8) == text, "make docs writes it anew")
  }

  static let pages =
    ["README.md"]
    + Repository.files(in: "docs/walkthroughs", ending: ".md").map { "docs/walkthroughs/\($0)" }

  /// What stands below the commands of a page is what they show, and its answers are right.
  @Test(arguments: pages)
  func theSessionsOfAPageAreTrue(_ name: String) throws {
    let path = "\(Repository.path)/\(name)"
    var check = try LessonCheck(try LessonReader.open(path, name: name), Teaching.commands)
    if Repository.asks("KERASTEP_WRITE_DOCS") {
      try Repository.write(check.rewritten(Repository.text(name)), to: name)
      check = try LessonCheck(try LessonReader.open(path, name: name), Teaching.commands)
    }
    #expect(check.findings == [], "make docs writes outputs anew")
  }

  /// The lesson that docs/teaching.md shows is one.
  @Test func theExampleForTeachersIsTrue() throws {
    let page = Repository.text("docs/teaching.md")
    let parts = page.split(separator: "````", maxSplits: 2)
    let example = try #require(parts.dropFirst().first).dropFirst("markdown\n".count)
    let folder = TemporaryDirectory()
    folder.write(Array(example.utf8), to: "lesson.md")
    let model = try #require(Bundled.model("xor"))
    folder.write(try FileBytes(path: model).bytes.array, to: "model.keras")
    let check = try LessonCheck(try LessonFolder.open(folder.path), Teaching.commands)
    #expect(check.findings == [])
    #expect(check.lesson.questionCount == 1)
  }
}
