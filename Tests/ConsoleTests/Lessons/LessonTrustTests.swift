import Containers
import TestSupport
import Testing

@testable import Console
@testable import Teaching

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A page is as little trusted as a model: it looks and walks, and nothing else.
struct LessonTrustTests {
  private static func page(_ command: String) -> String {
    "# A lesson\n\n```text\n(kerastep) open xor\n(kerastep) \(command)\n```\n"
  }

  /// Whether the lesson of a folder is begun.
  private func begins(_ folder: TemporaryDirectory) -> Bool {
    let (console, _) = Console.imitation()
    let status = console.execute("lesson \(folder.path)")
    let began = console.dialogue != nil
    console.dialogue?.leave()
    return began && status == .done
  }

  @Test(arguments: [
    "transcript stolen.txt", "set logging stolen.txt", "save session stolen.txt",
    "save breakpoints stolen.txt", "source evil.kst", "load session evil.kst", "alias p quit",
    "define p", "commands 1", "quit", "lesson 1", "lesson new stolen", "open /etc/passwd",
    "open ../model.keras", "open ~/model.keras", "samples ../../data.npz", "feed /etc/passwd",
    "feed x=/etc/passwd", "expect ../y.npy", "diverge /tmp/other.npz", "feed a/../../x.npy",
    "open --weights ../w.h5 model.json", "open link/secret.keras", "samples linked.npz:x0",
    "let w = ../w.npz:a", "let w = /tmp/w.h5:a/b", "let w = linked.npz:x0",
    "let w = ~/w.npz:a", "export latex stolen.txt", "export latex numbers stolen.txt",
    "commands", "document p", "end", "silent", "quiz",
  ])
  func aHarmfulCommandIsRefusedBeforeAnythingRuns(command: String) throws {
    let folder = TemporaryDirectory()
    folder.write(Array(Self.page(command).utf8), to: "lesson.md")
    symlink("/", "\(folder.path)/link")
    symlink("/etc/passwd", "\(folder.path)/linked.npz")
    // The link must lead to something that is there.
    let word = command == "open link/secret.keras" ? "open link/etc/passwd" : command
    folder.write(Array(Self.page(word).utf8), to: "lesson.md")
    #expect(!begins(folder))
    #expect(folder.text("stolen.txt") == "" && folder.text("stolen.md") == "")
    #expect(throws: LessonError.self) {
      _ = try LessonCheck(try LessonFolder.open(folder.path), Teaching.commands)
    }
    let (console, shown) = Console.imitation()
    console.isInteractive = false
    #expect(console.execute("lesson \(folder.path)") == .failed(code: 3))
    #expect(shown.text.contains("lesson.md:5: "), "\(shown.text)")
    #expect(console.session == nil)
  }

  @Test(arguments: [
    "open model.keras", "feed [0, 1]", "set precision 2", "p x / 2", "open lstm", "let y = 1 / 2",
    "export latex", "export c",
  ])
  func aHarmlessOneIsNot(command: String) throws {
    let folder = TemporaryDirectory()
    folder.write(Array(Self.page(command).utf8), to: "lesson.md")
    #expect(begins(folder))
  }

  /// Files of the lesson's folder are found by their names.
  @Test func aLessonFindsTheFilesBesideIt() throws {
    let folder = TemporaryDirectory()
    let model = try #require(Bundled.model("xor"))
    folder.write(try FileBytes(path: model).bytes.array, to: "own.keras")
    let page = "# Own\n\n```text\n(kerastep) open own.keras\n(kerastep) feed [0, 1]\n```\n"
    folder.write(Array(page.utf8), to: "lesson.md")
    let (console, shown) = Console.imitation()
    console.execute("lesson \(folder.path)")
    console.execute("")
    #expect(shown.text.contains("17 parameters in 3 layers"))
    console.execute("quit")
    #expect(console.session == nil)
  }
}
