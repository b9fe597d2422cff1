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

  /// What stands in a page behind `<!-- session -->` is what a console shows; each begins anew.
  @Test(arguments: ["README.md", "docs/questions.md"])
  func theSessionsOfAPageAreTrue(_ name: String) throws {
    let page = Self.root.appendingPathComponent(name)
    let text = try String(contentsOf: page, encoding: .utf8)
    var rest = text[...]
    var shown = ""
    var count = 0
    while let start = rest.range(of: "<!-- session -->\n```text\n"),
      let end = rest.range(of: "\n```", range: start.upperBound..<rest.endIndex)
    {
      shown += rest[..<start.upperBound] + play(rest[start.upperBound..<end.lowerBound])
      rest = rest[end.lowerBound...].dropFirst()
      count += 1
    }
    shown += rest
    #expect(count > 0)
    if ProcessInfo.processInfo.environment["KERASTEP_WRITE_DOCS"] != nil {
      try shown.write(to: page, atomically: true, encoding: .utf8)
    } else {
      #expect(shown == text, "make docs writes it anew")
    }
  }

  /// The commands of a session, each with what it shows.
  private func play(_ session: Substring) -> String {
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
    return written
  }
}
