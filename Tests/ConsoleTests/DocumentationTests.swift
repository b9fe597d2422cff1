import Foundation
import Testing

@testable import Console

/// The generated pages and the README say what the program does.
@Suite struct DocumentationTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: ["commands.md", "layers.md"])
  func thePagesAreFresh(_ name: String) throws {
    let text = name == "commands.md" ? CommandsPage.markdown() : LayersPage.markdown()
    if let folder = ProcessInfo.processInfo.environment["KERASTEP_WRITE_DOCS"] {
      let page = URL(fileURLWithPath: folder).appendingPathComponent(name)
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    let page = Self.root.appendingPathComponent("docs/\(name)")
    #expect(try String(contentsOf: page, encoding: .utf8) == text, "make docs writes it anew")
  }

  @Test func theSessionOfTheReadmeIsTrue() throws {
    let readme = try String(
      contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let start = try #require(readme.range(of: "<!-- session -->\n```text\n"))
    let end = try #require(readme.range(of: "\n```", range: start.upperBound..<readme.endIndex))
    let session = String(readme[start.upperBound..<end.lowerBound])
    var written = ""
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { written += $0 },
      writeError: { written += $0 })
    let console = Console(output: output, isInteractive: false)
    console.settings.ascii = false
    console.settings.width = 80
    for line in session.split(separator: "\n") where line.hasPrefix("(kerastep) ") {
      output.line(String(line))
      console.execute(String(line.dropFirst("(kerastep) ".count)))
    }
    #expect(written == session + "\n")
  }
}
