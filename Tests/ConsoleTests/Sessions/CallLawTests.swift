import Checks
import Debugging
import Equations
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Console

/// States from call to call: whatever is typed, a walk computes what Keras gives for the calls since
/// the last reset. Keras' answers for all sequences of up to four calls are in Fixtures/calls.
struct CallLawTests {
  static let files = ["masked/k3.keras", "stacked/k3.keras", "both/k2.h5"]

  @Test(arguments: files)
  func everySequenceOfCommandsComputesWhatKerasGivesForItsCalls(_ file: String) throws {
    for seed in 0..<60 {
      let walk = try CallWalk(file, seed: seed)
      for _ in 0..<14 { try walk.doSomething() }
      try walk.check()
    }
  }

  /// The sequence that a lesson can meet: a reset takes back the walk that it begins, too.
  @Test func aWalkThatAResetBeginsIsNoCallUntilItIsWalked() throws {
    let (console, _) = Console.imitation()
    func h(after commands: String...) throws -> [Double] {
      for command in commands { #expect(console.execute(command) == .done, "\(command)") }
      let h = try #require(console.session?.machine).lookup("lstm@-1.h").tensor
      return Array(h.elements.prefix(1))
    }
    let once = try h(after: "open lstm", "push [0, 1]", "continue")
    #expect(try h(after: "reset", "push [0, 1]", "continue") == once)
    let twice = try h(after: "reset", "step", "push [0, 1]", "continue")
    #expect(twice != once)
    #expect(try h(after: "reset", "push [0, 1]", "push [0, 1]", "continue") == twice)
  }

  /// Every sample of a batch goes on from its own states: Keras takes the file's number alone.
  @Test(arguments: [("masked", 2, 3, [1, 3]), ("stacked", 1, 3, [2, 3])])
  func batchesOfOtherSizesAreRefused(_ name: String, _ size: Int, _ steps: Int, _ others: [Int])
    throws
  {
    let (console, shown) = Console.imitation()
    console.execute("open \(Repository.fixture("calls/\(name)/k3.keras"))")
    #expect(console.execute("feed zeros") == .done)
    #expect(console.session?.feed?.samples == size)
    #expect(console.execute("feed ones((\(size), \(steps), 2))") == .done)
    for other in others {
      shown.text = ""
      #expect(console.execute("feed ones((\(other), \(steps), 2))") != .done)
      let text = shown.text.replacing("\n", with: " ")
      #expect(text.contains("as its file says"))
      #expect(text.contains("what is fed has \(other) sample"))
      #expect(console.session?.feed?.samples == size)
      #expect(console.session?.calls.before == 1)
    }
  }
}

/// A console and, beside it, the list of calls that it has made.
private final class CallWalk {
  let console: Console
  let shown: Shown
  let name: String
  let inputs: [Tensor]
  let answers: [Int: Tensor]
  let folder = TemporaryDirectory()
  var random: Chance
  var log: [String] = []
  /// The calls that happened, and what is fed; `isTakenBack` until a step of its walk is made.
  var calls: [Int] = []
  var current: Int?
  var isTakenBack = false
  var hasData = false

  init(_ file: String, seed: Int) throws {
    (console, shown) = Console.imitation()
    name = String(file.prefix { $0 != "/" })
    random = Chance(seed: UInt64(seed))
    let golden = try Golden(path: Repository.fixture("calls/\(name)/calls.npz"))
    func array(_ name: String) -> Tensor? { golden.arrays.first { $0.name == name }?.tensor }
    inputs = (0..<3).compactMap { array("x\($0)") }
    answers = Dictionary(
      uniqueKeysWithValues: (1...4).compactMap { n in array("y\(n)").map { (n, $0) } })
    #expect(inputs.count == 3 && answers.count == 4)
    try type("open \(Repository.fixture("calls/\(file)"))")
  }

  @discardableResult
  func type(_ command: String, fails: Bool = false) throws -> String {
    shown.text = ""
    let status = console.execute(command)
    log.append(String(command.prefix(60)))
    try #require((status != .done) == fails, "\(log.joined(separator: "; ")): \(shown.text)")
    return shown.text
  }

  // MARK: Commands

  func doSomething() throws {
    guard current != nil else { return try feed(random.below(3)) }
    switch random.below(16) {
    case 0...2: try feed(random.below(3))
    case 3: try push()
    case 4, 5: try reset()
    case 6: try sample()
    case 7: try type("restart")
    case 8: try walk("step \(1 + random.below(5))")
    case 9: try walk("goto \(1 + random.below(8))")
    case 10: try walk("continue")
    case 11: try change()
    case 12: try saveAndLoad()
    case 13: try computeOtherwise()
    case 14: try mistype()
    default: try check()
    }
  }

  private func called(_ index: Int) {
    if let current, !isTakenBack { calls.append(current) }
    (current, isTakenBack) = (index, false)
  }

  private func walk(_ command: String) throws {
    try type(command)
    isTakenBack = false
  }

  /// Keras' answers are there for four calls.
  private func makesRoom() throws {
    if calls.count >= 3 || calls.count == 2 && random.below(4) == 0 { try reset() }
  }

  private func feed(_ index: Int) throws {
    try makesRoom()
    try type("feed \(Repository.fixture("calls/\(name)/calls.npz")):x\(index)")
    called(index)
  }

  /// The third input of the model for sequences of any length is one timestep.
  private func push() throws {
    guard name == "stacked", let row = inputs[2].row(0)?.row(0) else { return }
    try makesRoom()
    try type("push \(row.literal())")
    called(2)
  }

  private func reset() throws {
    try type("reset")
    calls = []
    isTakenBack = true
  }

  /// A data set of the first two inputs.
  private func sample() throws {
    guard inputs[0].shape[0] == 1 else {
      try type("sample \(random.below(2))")
      return
    }
    try makesRoom()
    if hasData, console.session?.dataRow != nil {
      let index = random.below(2)
      try type("sample \(index)")
      return called(index)
    }
    let rows = try inputs.prefix(2).map { try #require($0.row(0)).literal() }
    let path = "\(folder.path)/data.json"
    folder.write(Array("[\(rows.joined(separator: ", "))]".utf8), to: "data.json")
    try type("samples \(path)")
    called(0)
    hasData = true
  }

  /// What is set stays in its branch.
  private func change() throws {
    let machine = try #require(console.session?.machine)
    try walk("goto \(1 + random.below(machine.program.tickCount))")
    let result = try #require(machine.current.map { machine.program.equations[$0.equation].result })
    let change = "set var \(result.name.ascii) = full(\(result.shape), 7)"
    let isRefused = result.dtype == .bool && console.execute(change) != .done
    if isRefused { return }
    if result.dtype != .bool { try type(change) }
    if random.below(2) == 0 { try type("continue") }
    let branches = try #require(console.session?.timeline)
    try type("timeline switch \(branches.branches[branches.current].parent ?? 0)")
  }

  /// A walk whose states come from calls before is not saved.
  private func saveAndLoad() throws {
    let path = "\(folder.path)/walk"
    try type("save session \(path)", fails: !calls.isEmpty)
    guard calls.isEmpty else { return }
    try type("feed random(seed=3)")
    try type("load session \(path)")
  }

  /// The states that a walk begins with stay in another number format and in less memory.
  private func computeOtherwise() throws {
    try type("precision float64")
    if random.below(2) == 0 { try walk("continue") }
    try type("compare precision float32")
    try type("precision file")
    try type("set memory \(random.below(2) == 0 ? "1M" : "auto")")
  }

  private func mistype() throws {
    let wrong = ["feed [1, 2]", "push [1, 2, 3]", "sample 99", "timeline switch 99", "restart 7"]
    try type(wrong[random.below(wrong.count)], fails: true)
  }

  // MARK: Answers

  /// Walks to the end and compares with Keras.
  func check() throws {
    guard let current else { return }
    try walk("continue")
    let sequence = calls + [current]
    let place = sequence.reduce(0) { 3 * $0 + $1 }
    let right = try #require(answers[sequence.count]?.row(place))
    let own = try #require(try console.session?.outputs(all: true)?.first)
    let all = own.shape.rank == right.shape.rank ? own : own.reshaped(right.shape) ?? own
    let distance = zip(all.elements, right.elements).map { abs($0 - $1) }.max() ?? .infinity
    #expect(
      all.shape == right.shape && distance < 2e-6,
      "\(name) \(sequence): \(distance), after \(log.joined(separator: "; "))")
  }
}
