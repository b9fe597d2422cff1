import Containers
import Terminal
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// What a line shows while it is typed, in a walk through the bundled LSTM.
struct LineHintsTests {
  private func walking(_ lines: [String] = []) -> Console {
    let (console, _) = Console.imitation()
    let walk = [
      "open lstm", "feed ones", "until lstm@1.f", "let mine = 1", "alias gate p lstm@0.f",
    ]
    for line in walk + ["define twice", "step", "step", "end"] + lines { console.execute(line) }
    return console
  }

  private func hints(_ line: String, _ before: [String] = [], _ console: Console? = nil) throws
    -> TypingHints
  {
    try #require(LineHints(console ?? walking())).hints(line, before)
  }

  /// The parts of a line with their marks.
  private func parts(_ line: String, _ console: Console? = nil) throws -> String {
    parts(line, try #require(LineHints(console ?? walking())))
  }

  private func parts(_ line: String, _ hints: LineHints) -> String {
    let scalars = Array(line.unicodeScalars)
    return hints.hints(line, []).parts.map { part in
      "\(String(String.UnicodeScalarView(scalars[part.range])))=\(part.mark)"
    }.joined(separator: " ")
  }

  // MARK: Parts

  @Test(arguments: [
    ("step 2", "step=name"), ("s", "s=name"), ("prin z", "prin=name z=place"),
    ("p sigmoid(z[0:8])", "p=name sigmoid=note z=place"), ("p f + i", "p=name f=gate2 i=gate1"),
    ("p lstm@0.f - lstm.o", "p=name lstm@0.f=gate2 lstm.o=gate4"), ("f", "f=gate2"),
    ("h - h_prev", "h=place h_prev=place"), ("h", "h=place"),
    ("p $1 + mine", "p=name $1=place mine=place"),
    ("twice", "twice=name"), ("gate[0]", "gate=slip"), ("gate [0]", "gate=name"),
    ("break lstm.f if f[0] > mine", "break=name lstm.f=gate2 if=name f=gate2 mine=place"),
    ("set precision 8", "set=name precision=name"),
    ("set theme dark", "set=name theme=name dark=name"),
    ("set nothing 8", "set=name"), ("set var f[0] = mine", "set=name var=name f=gate2 mine=place"),
    ("info values", "info=name values=name"), ("open lstm", "open=name lstm=name"),
    ("open dense", "open=name"), ("until dense", "until=name dense=place"),
    ("help step", "help=name step=name"), ("p/8 z", "p/8=name z=place"), ("exit()", "exit()=name"),
    ("  step ; p z # z", "step=name p=name z=place"), ("!ls f", "!=name"),
    ("(kerastep) p z", "p=name z=place"), ("feed random(seed=1)", "feed=name random=note"),
    ("plot f over t", "plot=name f=gate2 over=name t=name"), ("p foo + z", "p=name z=place"),
  ])
  func knownWordsAreMarked(line: String, marks: String) throws {
    #expect(try parts(line) == marks)
  }

  @Test(arguments: [
    ("hlep", "hlep=slip"), ("hlep me", "hlep=slip"), ("st", ""), ("st 3", "st=slip"),
    ("expect-sto", "expect-sto=name"), ("lst", ""), ("lst + 1", "lst=slip"), ("foo.f", "foo=slip"),
    ("step; hlep", "step=name hlep=slip"), ("foo(z)", "foo=slip z=place"), ("z + foo", "z=place"),
    ("1 + foo", ""), ("alias2", "alias2=slip"), ("back", "back=slip"), ("sigm", ""),
    ("exit(", "(=open"), ("twic", ""), ("twicf", "twicf=slip"), ("Step", "Step=slip"),
  ])
  func anUnknownFirstWordIsMarked(line: String, marks: String) throws {
    #expect(try parts(line) == marks)
  }

  @Test(arguments: [
    ("p (1 + [2", "p=name (=open [=open"), ("p (1)", "p=name"), ("p 1)", "p=name )=slip"),
    ("p \"(\"", "p=name"), ("p z[0", "p=name z=place [=open"), ("p 日本(", "p=name (=open"),
  ])
  func openBracketsAreMarked(line: String, marks: String) throws {
    #expect(try parts(line) == marks)
  }

  /// Before anything is fed, names are known as they are at the prompt.
  @Test func namesBeforeAnythingIsFed() throws {
    let (console, _) = Console.imitation()
    console.execute("open lstm")
    #expect(try parts("p lstm.W + foo", console) == "p=name lstm.W=place")
    #expect(try parts("foo", console) == "foo=slip")
    #expect(try hints("until lst", [], console).offer == "m")
  }

  /// Of a large model too, once there was time to look; until then nothing is called unknown.
  @Test func namesOfALargeModel() throws {
    let (console, _) = Console.imitation()
    console.execute("open \(Repository.fixture("graphs/all-ops/k3.keras"))")
    let hints = try #require(LineHints(console))
    #expect(parts("p dense.W", hints) == "p=name dense=place" && parts("foo.f", hints) == "")
    #expect(hints.needsTime)
    Interruption.listening(to: { true }) { #expect(!hints.prepare()) }
    #expect(parts("p dense.W", hints) == "p=name dense=place")
    #expect(hints.prepare() && hints.prepare() && !hints.needsTime)
    #expect(parts("p dense.W", hints) == "p=name dense.W=place")
    #expect(parts("foo.f", hints) == "foo=slip" && hints.hints("p dense.", []).offer == "z")
    let next = try #require(LineHints(console))
    #expect(!next.needsTime, "the next line knows them at once")
  }

  // MARK: What may come next

  @Test(arguments: [
    ("st", "ep"), ("se", "t"), ("s", ""), ("unt", "il"), ("p lst", "m"), ("until den", "se"),
    ("p z[0] + h_p", "rev"), ("set prec", "ision"), ("set theme lig", "ht"), ("p sigm", "oid("),
    ("p lstm@1.h_", "prev"), ("p z", ""), ("p f", ""), ("twi", "ce"), ("step; unt", "il"),
    ("step # unt", ""), ("step;", ""), ("", ""), ("source /t", ""), ("open ml", "p"), ("zzz", ""),
    ("min", "e"), ("plot f over t", ""),
  ])
  func aWordIsOffered(line: String, rest: String) throws {
    #expect(try hints(line).offer == rest)
  }

  /// The newest line that began so and means something here goes before any word.
  @Test func linesComeBack() throws {
    let before = ["p lstm.f[0]", "until dense", "p gru.z", "p nothing", "hlep", "p W[0]; frob"]
    #expect(try hints("p", before).offer == " lstm.f[0]")
    #expect(try hints("p l", before).offer == "stm.f[0]")
    #expect(try hints("p g", before).offer != "ru.z")
    #expect(try hints("un", before).offer == "til dense")
    #expect(try hints("h", before).offer == "")
    #expect(try hints("until dense", before).offer == "")
    let other = walking(["open gru", "feed ones"])
    #expect(try hints("p l", before, other).offer != "stm.f[0]")
    #expect(try hints("p gru", before, other).offer == ".z")
  }

  @Test(arguments: [
    ("step", " [N]"), ("step ", "[N]"), ("break lstm.f ", "[if EXPRESSION]"), ("break lstm.f", ""),
    ("set theme ", "auto|dark|light|contrast|plain [--save]"), ("layout ", "[on|off]"),
    ("goto", " TICK|LOCATION|train@STEP"), ("p (", ""), ("p x + ", ""),
    ("hlep", "  did you mean help?"),
    ("gate ", ""), ("h", ""), ("where", ""), ("step; goto ", "TICK|LOCATION|train@STEP"),
    ("goto # ", ""),
    ("back", "  rev step goes one equation back, rev next one timestep or layer."),
  ])
  func whatIsToBeTypedIsTold(line: String, usage: String) throws {
    #expect(try hints(line).usage == usage)
  }

  // MARK: Where other lines are taken

  @Test func aLineThatGoesOn() throws {
    let console = walking()
    console.lineState.begun = "p (z +"
    #expect(try parts("lstm.f) * foo", console) == "lstm.f=gate2")
    #expect(try parts("lstm.f[", console) == "lstm.f=gate2 [=open")
    #expect(try parts("step", console) == "")
  }

  @Test func textsShowNothing() {
    let console = walking(["document twice"])
    #expect(LineHints(console) == nil)
  }

  @Test func itCanBeLeftOff() {
    #expect(LineHints(walking(["set hints off"])) == nil)
    #expect(LineHints(walking(["set hints off", "set hints on"])) != nil)
  }

  /// In a lesson the command that it waits for is offered, and its own words are known.
  @Test func aLessonsWords() throws {
    let (console, shown) = Console.imitation()
    console.execute("lesson 1")
    for _ in 0..<20 where !shown.text.contains("→ open xor") { console.execute("") }
    #expect(try hints("op", ["open lstm"], console).offer == "en xor")
    #expect(try hints("sk", [], console) == TypingHints(offer: "ip"))
    #expect(try parts("skip", console) == "")
    #expect(try parts("frob", console) == "frob=slip")
  }

  /// The words that are offered are words that are heard, and commands.
  @Test func wordsThatAreOfferedMeanSomething() {
    for word in LessonWord.words { #expect(LessonWord(word) != nil, "\(word)") }
    for word in FirstHelp.commands { #expect(Teaching.commands.isName(word), "\(word)") }
  }

  /// Answers are no commands.
  @Test func aQuizTakesAnswers() throws {
    let console = walking(["quiz"])
    #expect(try parts("0.5", console) == "")
    #expect(try parts("foo", console) == "")
    #expect(try parts("p z", console) == "p=name z=place")
    #expect(try hints("hin", [], console).parts == [])
  }

  /// Nothing is read for a line: a folder's files are Tab's.
  @Test func noFileIsLookedFor() throws {
    let folder = TemporaryDirectory()
    folder.write([], to: "walk.kst")
    #expect(try hints("source \(folder.path)/wal").offer == "")
    #expect(try hints("open \(folder.path)/wal").offer == "")
  }
}
