import Testing

@testable import Console
@testable import Teaching

/// What a command takes next.
struct UsageAheadTests {
  @Test(arguments: [
    ("break", "", "[LOCATION [if EXPRESSION]]"), ("break", "lstm.f ", "[if EXPRESSION]"),
    ("break", "lstm.f if ", "EXPRESSION"), ("break", "lstm.f if f[0] > 1 ", ""),
    ("step", "", "[N]"), ("step", "3 ", ""), ("goto", "", "TICK|LOCATION|train@STEP"),
    ("let", "z ", "= EXPRESSION|FILE[:ARRAY]"), ("let", "-d ", "NAME"), ("let", "z = x @ W ", ""),
    ("explain", "-d ", "N NAME[INDEX]"), ("explain", "-d 3 ", "NAME[INDEX]"),
    ("run", "a.npy ", "[until EXPRESSION [changes]]"),
    ("run", "a.npy until output[0] > 0.5 ", "[changes]"),
    ("set", "mask ", "LAYER[@T] = EXPRESSION"),
    ("set", "var ", "VALUE[INDEX] = EXPRESSION"), ("set", "precision ", "VALUE [--save]"),
    ("set", "precision 8 ", "[--save]"),
    ("open", "lstm ", "[--weights FILE] [--keras-version V] | --layer EQUATION|FILE"),
    ("open", "lstm --keras-version ", "V]"), ("rev", "step ", "[N]"), ("rev", "until ", "LOCATION"),
    ("condition", "1 ", "[EXPRESSION]"), ("quit", "", ""), ("ignore", "1 ", "COUNT"),
    ("print", "x + ", ""), ("print", "(x ", ""), ("print", "x[0, ", ""), ("print", "x ", ""),
    ("print", "x, ", "EXPRESSION"), ("dprintf", "lstm.C, ", "\"TEXT\", EXPRESSION, …"),
    ("catch", "nan ", ""),
  ])
  func whatComesNext(name: String, typed: String, next: String) throws {
    let command = try #require(Teaching.commands.find(name))
    #expect(UsageAhead.text(command.usage, behind: typed) == next)
  }

  @Test func fewWordsStandForWhatTheyAre() {
    let usage = ["layout", "layout on", "set NAME VALUE", "set NAME VALUE --save"]
    #expect(
      UsageAhead.text(Array(usage[2...]), behind: "ascii ", words: ["on", "off"])
        == "on|off [--save]")
  }

  /// Behind each form of a command's usage as it stands nothing is missing; behind its name, something
  /// stands where the command takes anything.
  @Test(arguments: Teaching.commands.all.map(\.name))
  func everyFormIsWhole(name: String) throws {
    let command = try #require(Teaching.commands.find(name))
    #expect(UsageAhead.text(command.usage, behind: "").isEmpty == !command.takesArguments)
    for form in command.usage where !form.contains("…") {
      let typed = form.split(separator: " ").dropFirst().joined(separator: " ")
      let next = UsageAhead.text([form], behind: typed.filter { !"[]".contains($0) })
      #expect(next.isEmpty, "\(form): \(next)")
    }
  }
}
