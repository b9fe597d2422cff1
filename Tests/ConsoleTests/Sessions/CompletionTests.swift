import Terminal
import TestSupport
import Testing

@testable import Console

/// What the Tab key offers, which each command says of itself.
struct CompletionTests {
  private func walking() -> Console {
    let (console, _) = Console.imitation()
    for line in ["open lstm", "feed ones", "step 3", "break dense", "let mine = 1"] {
      console.execute(line)
    }
    return console
  }

  private func offered(_ line: String, _ console: Console) -> [String] {
    LineCompletion(console: console).complete(line, line.unicodeScalars.count).candidates.map(
      \.text)
  }

  @Test(arguments: [
    ("ste", ["step", "stepi"]), ("  ste", ["step", "stepi"]),
    ("help expe", ["expect", "expect-stop"]), ("help gat", ["gates"]),
    ("set va", ["var"]), ("set lo", ["logging", "loss"]), ("show va", []), ("p sigm", ["sigmoid("]),
    ("p gel", ["gelu("]), ("p hard_si", ["hard_sigmoid(", "hard_silu("]),
    ("x + softm", ["softmax("]), ("p np_", []), ("sigm", ["sigmoid("]),
    ("set loss ms", ["mse", "msle"]), ("set loss mse(y, outp", ["output"]),
    ("set loss mse(y, output) + ma", ["mae(", "mape(", "max("]),
    ("set loss squ", ["squared_hinge"]),
    ("set loss mean(square(y - y_p", ["y_pred"]), ("set loss mean(dens", []),
    ("set prec", ["precision"]), ("set convention ", ["column", "row"]),
    ("set ascii o", ["off", "on"]), ("show prec", ["precision"]), ("show precision ", []),
    ("set var min", ["mine"]), ("set mask dens", ["dense"]), ("set nothing ", []),
    ("break LST", ["LSTM"]), ("break lstm.f if min", ["mine"]), ("break LSTM if LST", []),
    ("tbreak lstm.f if x > min", ["mine"]), ("dprintf lstm.C, \"%g\", min", ["mine"]),
    ("delete ", ["1"]), ("open xo", ["xor", "xor-untrained"]), ("lesson che", ["check"]),
    ("save ses", ["session"]), ("load ", ["session"]), ("rev st", ["step", "stepi"]),
    ("rev until dens", ["dense"]), ("rev step ", []), ("export lat", ["latex"]), ("quit ", []),
    ("x + min", ["mine"]), ("nothing min", ["mine"]),
    ("step; ste", ["step", "stepi"]), ("step ; set prec", ["precision"]),
    ("step;p sigm", ["sigmoid("]),
    ("h+min", ["mine"]), ("sigmoid(min", ["mine"]), ("(kerastep) until dens", ["dense"]),
    ("p (1; min", ["mine"]), ("step # ste", []),
  ])
  func aCommandOffersWhatItTakes(line: String, words: [String]) {
    #expect(
      offered(line, walking()).filter {
        !$0.contains(".") && !$0.contains("@") && (words.contains($0) || $0.last != "(")
      } == words)
  }

  /// Where a file can stand, files are offered.
  @Test(arguments: [
    "set logging", "save session", "save page", "load session", "source", "transcript", "feed",
    "samples", "open", "lesson", "lesson check", "export c", "diverge", "run", "expect",
  ])
  func filesAreOffered(words: String) {
    let folder = TemporaryDirectory()
    folder.write([], to: "walk.txt")
    let file = "\(folder.path)/walk.txt"
    #expect(offered("\(words) \(folder.path)/wa", walking()) == [file])
  }

  /// Behind `;` another command begins, whose words are those of the line's beginning.
  @Test func behindASemicolon() {
    let console = walking()
    #expect(offered("step; ", console) == offered("", console))
    let found = LineCompletion(console: console).complete("step; unt", 9)
    #expect(found.range == 6..<9 && found.candidates.map(\.text) == ["until"])
    let before = LineCompletion(console: console).complete("unt; step", 3)
    #expect(before.range == 0..<3 && before.candidates.map(\.text) == ["until"])
  }

  /// A line that goes on takes what the command of the lines before it takes.
  @Test func linesOfOtherLines() {
    let console = walking()
    console.lineState.begun = "p (mine +"
    let found = console.completions("min", 3)
    #expect(found.range == 0..<3 && found.candidates.map(\.text).contains("mine"))
    #expect(console.completions("mine) ; unt", 11).candidates.map(\.text) == ["until"])
  }

  /// What a lesson hears is offered beside commands, and in the place of an answer.
  @Test func wordsThatALessonHears() {
    let (console, shown) = Console.imitation()
    console.execute("lesson 1")
    #expect(console.completions("ski", 3).candidates.map(\.text) == ["skip"])
    #expect(!console.completions("step; ski", 9).candidates.map(\.text).contains("skip"))
    for _ in 0..<40 where console.isCommand("0.5") { console.execute("skip") }
    #expect(shown.text.contains("?"))
    #expect(console.completions("sig", 3).candidates.map(\.text).contains("sigmoid("))
    #expect(console.completions("hin", 3).candidates.map(\.text) == ["hint"])
  }

  /// A command of one's own is offered, and takes what its command takes.
  @Test func ownCommands() {
    let console = walking()
    for line in ["alias tour goto", "alias keep save session", "define twice", "step", "end"] {
      console.execute(line)
    }
    #expect(offered("tou", console) == ["tour"])
    #expect(offered("twi", console) == ["twice"])
    #expect(offered("tour dens", console) == offered("goto dens", console))
    #expect(offered("keep /et", console) == ["/etc/"])
    #expect(offered("twice mine", console) == ["mine"])
  }

  /// A value has no values of its own.
  @Test func onlyLayersHaveValues() {
    let console = walking()
    #expect(offered("p lstm.f", console).contains("lstm.f"))
    #expect(offered("p lstm.f.", console) == [])
    #expect(offered("p lstm@0.f.", console) == [])
    #expect(offered("p lstm@0.", console).contains("lstm@0.f"))
    #expect(offered("p np.sigm", console) == ["np.sigmoid("])
    #expect(offered("p np.tan", console) == ["np.tan(", "np.tanh("])
  }

  /// Where files of one kind are taken, others are left out; where there is none of them, they are not.
  @Test(arguments: [
    ("open", "net.keras"), ("feed", "data.npy"), ("samples", "data.npy"), ("diverge", "data.npy"),
    ("source", "walk.kst"), ("lesson", "page.md"),
  ])
  func filesAreThoseThatACommandOpens(command: String, file: String) {
    let folder = TemporaryDirectory()
    for name in ["net.keras", "data.npy", "walk.kst", "page.md", "other.txt", ".hidden"] {
      folder.write([], to: name)
    }
    #expect(offered("\(command) \(folder.path)/", walking()) == ["\(folder.path)/\(file)"])
    #expect(offered("\(command) \(folder.path)/o", walking()) == ["\(folder.path)/other.txt"])
    #expect(offered("transcript \(folder.path)/", walking()).count == 5)
  }
}
