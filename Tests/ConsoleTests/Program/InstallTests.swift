import Terminal
import TestSupport
import TestTraits
import Testing

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `make install` into an empty folder, and what a person then has who has no checkout.
@Suite(.enabled(if: Program.path != nil && access("/usr/bin/make", X_OK) == 0), .waits)
struct InstallTests {
  private let folder = TemporaryDirectory()
  /// A package is built in a folder and unpacked elsewhere; both may have blanks in their names.
  private var root: String { "\(folder.path)/a package" }
  private var program: String { "\(root)/opt/usr/bin/kerastep" }

  /// The program that was built stands for the fast one.
  init() throws {
    let outcome = try Program.run(
      [
        "-s", "-o", "release", "install", "FAST=\(Program.path ?? "")", "PREFIX=/opt/usr",
        "DESTDIR=\(root)",
      ], program: "/usr/bin/make")
    #expect(outcome.code == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    #expect(outcome.output == "installed \(program)\n")
  }

  @Test func theProgramHasItsModelsAndLessons() throws {
    for name in Bundled.names {
      let outcome = try Program.run(
        ["--batch", "-e", "open \(name)", "-e", "samples", "-e", "continue"], in: "/tmp",
        program: program)
      #expect(outcome.code == 0 && outcome.output.contains("sample 0 of "), "\(outcome.messages)")
    }
    let words = try Program.run(
      ["attention", "--batch", "-e", "feed \"the cat sleeps\""], in: "/tmp", program: program)
    #expect(words.output.contains("fed words (6)"), "\(words.messages)")
    let lessons = try Program.run(["lesson"], in: "/tmp", program: program)
    for name in Repository.files(in: "docs/walkthroughs", ending: ".md") {
      #expect(lessons.output.contains(name.dropLast(3)), "\(name)")
    }
    let lesson = try Program.run(["lesson", "1"], input: "\n\n", in: "/tmp", program: program)
    #expect(lesson.output.contains("open xor"), "\(lesson.messages)")
  }

  /// What Python imports, the licence, and a manual that `man` finds beside the program.
  @Test func pythonAndTheManualHaveTheirs() throws {
    let share = "\(root)/opt/usr/share"
    for file in [
      "kerastep/python/kerastep.py", "doc/kerastep/LICENSE", "man/man1/kerastep.1",
      "man/man1/kerastep-predict.1", "man/man7/kerastep-commands.7",
    ] { #expect(access("\(share)/\(file)", R_OK) == 0, "\(file)") }
    guard access("/usr/bin/man", X_OK) == 0 else { return }
    let man = try Program.run(
      ["-c", "PATH=\"$0:$PATH\" man -w kerastep-predict", "\(root)/opt/usr/bin"],
      in: "/tmp", program: "/bin/sh")
    #expect(man.output == "\(share)/man/man1/kerastep-predict.1\n", "\(man.messages)")
  }

  /// Each shell finds the file in its folder and knows the command by it.
  @Test func theShellsKnowIt() throws {
    let share = "\(root)/opt/usr/share"
    let bash = try Program.run(
      [
        "-c", "source \"$0\" && complete -p kerastep",
        "\(share)/bash-completion/completions/kerastep",
      ], in: "/tmp", program: "/bin/bash")
    #expect(bash.output.hasSuffix("-F _kerastep kerastep\n"), "\(bash.messages)")
    if access("/usr/bin/zsh", X_OK) == 0 {
      let script =
        "fpath=(\"$0/zsh/site-functions\" $fpath); autoload -U compinit; compinit -u -D; "
        + "print $_comps[kerastep]"
      let zsh = try Program.run(["-f", "-c", script, share], in: "/tmp", program: "/usr/bin/zsh")
      #expect(zsh.output == "_kerastep\n", "\(zsh.messages)")
    }
    if access("/usr/bin/fish", X_OK) == 0 {
      let fish = try Program.run(
        ["-c", "complete -C 'kerastep export xor --to nu'"], in: "/tmp",
        environment: ["XDG_DATA_DIRS": share, "PATH": "\(root)/opt/usr/bin:/usr/bin:/bin"],
        program: "/usr/bin/fish")
      #expect(fish.output.hasPrefix("numpy\t"), "\(fish.output) \(fish.messages)")
    }
  }
}
