import TestSupport
import Testing

@testable import Console

/// A command that is refused leaves everything as it was: whatever follows shows the same as if it
/// had not been typed.
struct RefusalLawTests {
  /// Good commands in any order; some are refused at some places, which is as good.
  static let good = [
    "step", "step 3", "next", "continue", "rev step", "goto 5", "restart", "finish", "stepi",
    "feed [[0, 1], [2, 3], [4, 5]]", "feed ones", "push [1, 0]", "reset", "up", "down",
    "until lstm@1.f", "break lstm.o", "tbreak dense.z", "watch lstm.C[0] > 0.1", "catch nan",
    "break LSTM.i if i[0] > 0.9", "delete 1", "disable 2", "enable 2", "ignore 2 1",
    "condition 3 f[0] > 0.5", "display h", "display z[0] + 1", "undisplay 2", "display",
    "set var z[0] = 0.5", "set var h[1] = 2", "timeline", "timeline switch 0",
    "timeline switch 1", "checkpoint here", "restart 1", "let a = x[0] * 2", "p a", "p $ + 1",
    "p lstm.h[0]", "list", "list lstm", "precision float64", "precision file", "samples",
    "sample next", "sample 0", "run until output[0] > 0.5", "set precision 6",
    "set edgeitems 2", "alias g p lstm.f", "g", "alias", "plot lstm.f", "plot", "where",
    "expect-stop lstm@1.f", "compare precision float16", "open xor", "open lstm",
  ]

  private static let bad = [
    "step x", "goto 999", "goto lstm@9.f", "feed [1, 2]", "feed /nowhere.npy", "push [1, 2, 3]",
    "until nothing.f", "break nothing", "break lstm.f if nothing > 1", "break lstm.f if",
    "tbreak nowhere", "watch nothing", "watch lstm.C > -1", "catch nothing", "delete 1 99",
    "delete 99", "disable 1 99", "enable 1 99", "ignore 1 x", "ignore 99 1", "condition 1 f[",
    "condition 99 f[0]", "display z[", "display", "undisplay 1 99", "undisplay 99",
    "undisplay 1 x", "set var z = [1, 2, 3]", "set var nothing = 1", "set var h[99] = 1",
    "set mask dense = 1", "timeline switch 99", "timeline diff 0 99", "timeline nothing",
    "restart 99", "restart x", "let sigmoid = 1", "let a =", "let a = nothing", "let -d nothing",
    "p nothing", "p z[99]", "p h +", "list nothing", "precision float63", "precision float64 x",
    "samples /nowhere.npz", "samples [[[1, 2]]]", "sample 99", "sample x",
    "run [[[0, 1], [0, 1], [0, 1]]] until nothing > 1", "run until nothing > 1",
    "run /nowhere.npz until output[0] > 1", "set precision many", "set nothing 1",
    "set memory 1k", "alias -d nothing", "alias step p", "define step", "plot nothing",
    "plot nothing over t", "expect nothing", "expect [1, 2, 3, 4, 5]", "expect-stop nothing",
    "compare precision float63", "compare nothing", "open /nowhere.h5", "open nothing",
    "load session /nowhere", "load session FOLDER/broken", "load session FOLDER/torn",
    "load session FOLDER/bare", "save session /nowhere/x", "save nothing",
    "source /nowhere", "export nothing", "explain nothing", "why nothing[0]", "whatis nothing",
    "stats nothing", "info nothing", "quiz nothing", "lesson nothing", "transcript /nowhere/x",
    "check /nowhere.npz", "diagnose nothing", "diverge /nowhere.npz", "commands 99",
    "document nothing", "nothing", "finish x", "undisplay one", "set logging /nowhere/x",
  ]

  static let looks = [
    "where", "list", "p $", "timeline", "info breakpoints", "info checkpoints", "info state",
    "info display", "display", "let", "alias", "show", "summary", "continue", "output",
    "restart", "continue", "sample", "break dense.a", "plot",
  ]

  @Test(arguments: 0..<30)
  func whatFollowsARefusalIsAsIfItHadNotBeenTyped(seed: Int) throws {
    let folder = TemporaryDirectory()
    let header = "# kerastep session 1\n"
    folder.write(
      Array("\(header)open xor\nfeed [0, 1]\nbreak dense.z\nfeed [1]\n".utf8), to: "broken")
    folder.write(
      Array("\(header)open lstm\nfeed ones\ndisplay h\nset precision 7\nshell".utf8), to: "torn")
    folder.write(Array("\(header)feed zeros\nset var nothing = 1\n".utf8), to: "bare")
    var dice = Chance(seed: UInt64(seed))
    let (plain, clean) = Console.imitation()
    let (disturbed, shown) = Console.imitation()
    var log: [String] = []
    func both(_ command: String) throws {
      (clean.text, shown.text) = ("", "")
      let statuses = (plain.execute(command), disturbed.execute(command))
      log.append(command)
      try #require(
        statuses.0 == statuses.1 && clean.text == shown.text,
        "\(log.suffix(40).joined(separator: "; "))\n\(clean.text)\n\(shown.text)")
    }
    try both("open lstm")
    try both("feed [[1, 1], [1, 1], [1, 1]]")
    for _ in 0..<30 {
      try both(Self.good[dice.below(Self.good.count)])
      for _ in 0..<dice.below(4) {
        let command = Self.bad[dice.below(Self.bad.count)]
          .replacing("FOLDER", with: folder.path)
        log.append("(\(command))")
        // What is no mistake here is typed on both sides.
        if disturbed.execute(command) == .done { plain.execute(command) }
      }
    }
    for command in Self.looks { try both(command) }
  }
}
