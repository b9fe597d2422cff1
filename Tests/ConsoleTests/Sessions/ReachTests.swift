import Containers
import Debugging
import Models
import Tensors
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// Every command says how far it reaches, and none reaches farther.
struct ReachTests {
  /// A command whose author has not thought of it.
  private struct NewCommand: Command {
    let names = ["new"]
    let group = CommandGroup.console
    let summary = "be new"
    let usage = ["new"]
    let example = ["new"]
    func run(_ arguments: String, _ console: Console) throws {}
  }

  @Test(arguments: Teaching.commands.all.map(\.name))
  func aCommandSaysIt(name: String) throws {
    let command = try #require(Teaching.commands.find(name))
    #expect(command.reach != .unknown)
    for line in command.usage + command.example {
      let (word, arguments) = line.firstWord
      guard let other = Teaching.commands.find(word) else { continue }
      #expect(other.reach(of: arguments).isSubset(of: other.reach), "\(line)")
    }
  }

  @Test func oneThatDoesNotIsLetNowhere() {
    let new = NewCommand()
    let lesson = Lesson(name: "", title: "", file: "/lesson.md", items: [], checksum: 0)
    #expect(LessonTrust(lesson, Teaching.commands).refusal(of: new, "", called: "new") != nil)
    #expect(!Rehearsal.isInMemory(new, ""))
    #expect(!SessionReader.mayHold(new, ""))
  }

  @Test func linesThatStayInMemory() {
    for line in ["step", "set width 40", "set var z = 1", "p x", "x + 1", "let y = 2", "quiz"] {
      #expect(Rehearsal.staysInMemory(line, of: Teaching.commands), "\(line)")
    }
    for line in ["set logging x", "let y = a.npz:y", "export c x.c", "quit", "alias a b", "end"] {
      #expect(!Rehearsal.staysInMemory(line, of: Teaching.commands), "\(line)")
    }
    #expect(!Rehearsal.commandsInMemory(of: Teaching.commands).contains("save"))
    #expect(Rehearsal.commandsInMemory(of: Teaching.commands).contains("step"))
  }

  // MARK: What is said is true

  /// What only looks leaves everything as it was: whatever follows shows the same as without it.
  @Test(arguments: 0..<5)
  func lookingChangesNothing(seed: Int) throws {
    let looks =
      (Teaching.commands.all.flatMap(\.example) + [
        "help", "info values", "info weights", "explain", "stats lstm.f", "export numpy",
        "check 1 == 2", "diagnose nothing", "why h[0]", "whatis dense.z", "compare precision",
      ]).filter { line in
        let (word, rest) = line.firstWord
        return Teaching.commands.find(word)?.reach(of: rest).isSubset(of: .readsFiles) ?? false
      }
    try #require(looks.count > 30)
    var dice = Chance(seed: UInt64(seed))
    let (plain, clean) = Console.imitation()
    let (watched, shown) = Console.imitation()
    var log: [String] = []
    for number in 0..<40 {
      let good = RefusalLawTests.good
      let command = number == 0 ? "open lstm" : good[dice.below(good.count)]
      (clean.text, shown.text) = ("", "")
      let statuses = (plain.execute(command), watched.execute(command))
      log.append(command)
      try #require(
        statuses.0 == statuses.1 && clean.text == shown.text,
        "\(log.joined(separator: "; "))\n\(clean.text)\n\(shown.text)")
      for _ in 0..<dice.below(3) {
        let look = looks[dice.below(looks.count)]
        log.append("(\(look))")
        watched.execute(look)
      }
    }
    for command in RefusalLawTests.looks {
      (clean.text, shown.text) = ("", "")
      #expect(plain.execute(command) == watched.execute(command))
      #expect(clean.text == shown.text, "\(log.joined(separator: "; ")); \(command)")
    }
  }

  /// The lines of a command's usage with a path in place of what is left open there.
  private func lines(_ command: any Command, _ path: String) -> [String] {
    command.usage.map { usage in
      usage.split(separator: " ").enumerated().map { place, word in
        let word = word.filter { !"[]".contains($0) }
        return place > 0 && word.contains(where: \.isUppercase) ? path : word
      }.joined(separator: " ")
    } + ["\(command.name) \(path)"]
  }

  /// A console in the middle of a walk.
  private func walking() -> (Console, Shown) {
    let (console, shown) = Console.imitation()
    for line in ["open lstm", "feed ones", "step 3", "break dense", "set var z[0] = 1"] {
      console.execute(line)
    }
    shown.text = ""
    return (console, shown)
  }

  /// The reach of a line that begins with a command.
  private func reach(_ line: String) throws -> Reach {
    let (word, rest) = line.firstWord
    return try #require(Teaching.commands.find(word)).reach(of: rest)
  }

  /// What does not read files says the same of one that is there and of one that is not.
  @Test func onlyReadersRead() throws {
    let folder = TemporaryDirectory()
    let samples = try #require(Bundled.samples("lstm"))
    folder.write(try FileBytes(path: samples).bytes.array, to: "there.npz")
    var readers: Set<String> = []
    for command in Teaching.commands.all {
      for line in lines(command, "\(folder.path)/there.npz")
      where try !reach(line).contains(.writesFiles) {
        let (console, shown) = walking()
        console.execute(line)
        let there = shown.text
        let (other, gone) = walking()
        other.execute(line.replacing("there.npz", with: "gone_.npz"))
        guard there != gone.text.replacing("gone_.npz", with: "there.npz") else { continue }
        readers.insert(command.name)
        #expect(try reach(line).contains(.readsFiles), "\(line): \(there)")
      }
    }
    #expect(
      readers.isSuperset(of: ["samples", "feed", "diverge", "source", "open", "load"]), "\(readers)"
    )
  }

  @Test func onlyWritersWrite() throws {
    let folder = TemporaryDirectory()
    var writers: Set<String> = []
    for command in Teaching.commands.all {
      for (number, line) in lines(command, "\(folder.path)/\(command.name)NUMBER").enumerated() {
        let (console, _) = walking()
        let line = line.replacing("NUMBER", with: "\(number)")
        console.execute(line)
        let file = "\(command.name)\(number)"
        guard folder.text(file) + folder.text(file + ".md") != "" else { continue }
        writers.insert(command.name)
        #expect(try reach(line).contains(.writesFiles), "\(line)")
      }
    }
    #expect(writers.isSuperset(of: ["save", "transcript", "set"]), "\(writers)")
  }

  @Test func onlyWhatRunsCommandsDoesAFilesLines() throws {
    let folder = TemporaryDirectory()
    folder.write(Array("let done = 1\n".utf8), to: "lines.kst")
    var runners: Set<String> = []
    for command in Teaching.commands.all {
      for line in lines(command, "\(folder.path)/lines.kst")
      where try !reach(line).contains(.writesFiles) {
        let (console, _) = walking()
        console.execute(line)
        guard console.debugger.kept.variables["done"] != nil else { continue }
        runners.insert(command.name)
        #expect(try reach(line).contains(.runsCommands), "\(line)")
      }
    }
    #expect(runners == ["source"])
  }

  /// What changes nothing leaves settings, variables and a person's own words as they are; what does
  /// not even walk, breakpoints and kept numbers too.
  @Test(arguments: Teaching.commands.all.map(\.name))
  func walkingChangesNoSetting(name: String) throws {
    let command = try #require(Teaching.commands.find(name))
    let (console, _) = Console.imitation()
    console.execute("open xor")
    func state(_ reach: Reach) -> [String] {
      let stops = console.breakpoints.all.map(\.title) + ["\(console.debugger.kept.printed.count)"]
      return Setting.all.map { $0.get(console.settings) }
        + console.debugger.kept.variables.all.map(\.name)
        + console.words.aliases.keys.sorted() + console.words.definitions.keys.sorted()
        + console.debugger.displays.all.map(\.text) + [console.session?.model.name ?? ""]
        + (reach.contains(.walks) ? [] : stops)
    }
    for line in command.example {
      let (word, rest) = line.firstWord
      guard let reach = Teaching.commands.find(word)?.reach(of: rest), !console.isTakingLines else {
        continue
      }
      let before = state(reach)
      console.execute(line)
      if reach.isDisjoint(with: [.changes, .runsCommands, .asks]) {
        #expect(state(reach) == before)
      }
    }
  }
}
