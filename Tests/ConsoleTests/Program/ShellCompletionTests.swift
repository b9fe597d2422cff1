import Containers
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

/// What a shell offers, asked of the shell itself.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ShellCompletionTests {
  private let folder = TemporaryDirectory()

  init() {
    for name in ["net.keras", "data.npy", "walk.kst", "notes.md", "$(touch pwned).keras"] {
      folder.write([0], to: name)
    }
  }

  static let cases: [(words: [String], offered: [String], other: [String])] = [
    (["ls"], ["lstm"], ["xor", "net.keras"]),
    (["summ"], ["summary"], ["xor"]),
    (["n"], ["net.keras"], ["notes.md", "data.npy"]),
    (["lstm", "--in"], ["--input"], ["summary"]),
    (["lstm", "--input", ""], ["data.npy"], ["net.keras", "notes.md"]),
    (["lstm", "-x", ""], ["walk.kst"], ["data.npy"]),
    (["summary", "ls"], ["lstm", "lstm-relu"], ["xor"]),
    (["predict", "xor", ""], ["data.npy"], ["net.keras"]),
    (["diagnose", "xor", "data.npy", "--target", ""], ["data.npy"], ["net.keras"]),
    (["diagnose", "xor", "data.npy", "--backend", ""], ["tensorflow", "jax", "torch"], []),
    (["export", "lstm", "--to", ""], ["numpy", "c", "cpp", "swift", "latex", "markdown"], []),
    (["export", "lstm", "--to", "l"], ["latex"], ["numpy"]),
    (["lesson", "xor"], ["xor-by-hand"], ["lstm-gates"]),
    (["lesson", "check", ""], ["notes.md"], ["xor-by-hand", "net.keras"]),
  ]

  @Test(arguments: cases)
  func bashOffers(words: [String], offered: [String], other: [String]) throws {
    let script = """
      cd "$1" && source <("$0" --generate-completion-script bash)
      shift; COMP_WORDS=(kerastep "$@"); COMP_CWORD=$#; COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}; _kerastep kerastep "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try Program.run(
      ["-c", script, Program.path ?? "", folder.path] + words, program: "/bin/bash")
    check(outcome, offered, other)
  }

  @Test(
    .enabled(if: access("/usr/bin/fish", X_OK) == 0),
    arguments: cases.filter { $0.words != ["summ"] })
  func fishOffers(words: [String], offered: [String], other: [String]) throws {
    let line = (["kerastep"] + words).joined(separator: " ")
    let script =
      "cd '\(folder.path)'; $PROGRAM --generate-completion-script fish | source; "
      + "complete -C '\(line)' | string split -f1 \\t"
    let outcome = try Program.run(
      ["-c", script], environment: ["PROGRAM": Program.path ?? ""], program: "/usr/bin/fish")
    check(outcome, offered, other)
  }

  private func check(_ outcome: Program.Outcome, _ offered: [String], _ other: [String]) {
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(offered.allSatisfy(lines.contains), "\(lines) \(outcome.messages)")
    #expect(!other.contains(where: lines.contains), "\(lines)")
    // A file's name is no command, whatever it looks like.
    #expect(folder.text("pwned") == "" && access(folder.path + "/pwned", F_OK) != 0)
  }

  /// zsh, asked as by somebody who types at it and presses Tab.
  @Test(
    .enabled(if: access("/usr/bin/zsh", X_OK) == 0),
    arguments: [
      ("ls", "lstm-relu"), ("summ", "kerastep summary"), ("export lstm --to ", "markdown"),
      ("lesson xo", "kerastep lesson xor-by-hand"),
      ("predict xor da", "kerastep predict xor data.npy"),
      ("n", "kerastep net.keras"),
    ])
  func zshOffers(typed: String, offered: String) throws {
    let script = try Program.run(["--generate-completion-script", "zsh"]).output
    folder.write(Array(script.utf8), to: "_kerastep")
    let shell = try PseudoTerminal(
      "/usr/bin/zsh", ["-f", "-i"], environment: ["HOME": folder.path], columns: 120, rows: 50)
    shell.send(
      "cd '\(folder.path)'; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; PS1=ready:\r"
    )
    try shell.expectScreen { $0.currentLine == "ready:" }
    shell.send("kerastep \(typed)\t\t")
    try shell.expectScreen { $0.text.contains(offered) }
  }

  /// Bundled names and files stand beside each other in zsh too.
  @Test func zshHasModelsAndLessons() throws {
    let script = try Program.run(["--generate-completion-script", "zsh"]).output
    #expect(script.hasPrefix("#compdef kerastep\n"))
    #expect(
      script.contains("':model:{_files -g '\\''*.keras *.h5 *.hdf5 *.json'\\''; compadd -- xor "))
    #expect(script.contains("compadd -- xor-by-hand "))
    #expect(script.contains("_kerastep_debug && ret=0\n            ;;\n        esac"))
    #expect(script.contains("_kerastep_lesson_play && ret=0\n            ;;\n        esac"))
  }

  /// `make install` puts them where the shells look.
  @Test func installedInTheUsualFolders() {
    let makefile = Repository.text("Makefile")
    for place in [
      "bash-completion/completions,kerastep", "zsh/site-functions,_kerastep",
      "fish/vendor_completions.d,kerastep.fish",
    ] {
      #expect(makefile.contains(place))
    }
  }
}
