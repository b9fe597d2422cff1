import Checks
import Containers
import Debugging
import Equations
import Synchronization
import Terminal
import Views

/// `check grads`: the gradients of a target against central differences.
struct GradientChecking {
  let console: Console

  /// Compares so many numbers of every weight where nothing is said.
  static let usual = 20

  /// `words` is what stands behind `grads`: nothing, a number, `all`.
  func run(_ words: String) throws {
    let (session, machine) = try console.requireMachine()
    let most = try GradientChecking.count(words)
    if let obstacle = machine.program.obstacle {
      throw CommandError("there are no gradients to check: \(obstacle)")
    }
    guard session.aim != nil else {
      throw CommandError(
        "there is no target, so nothing that gradients are of",
        hint:
          "target VALUE gives what the output is compared with; grad EXPRESSION wrt VALUE needs none"
      )
    }
    guard !machine.program.gradients.isEmpty else {
      throw CommandError("no weight of the model is trained, so none has a gradient")
    }
    let place = Place()
    console.output.progress?.begin { place.text }
    let check = try GradientCheck(session, most: most) { done, all in place.note(done, of: all) }
    console.output.progress?.end()
    let text = GradientCheckText(console.presentation, check)
    guard !check.numbers.isEmpty else { throw Interrupted() }
    console.output.lines(text.lines())
    if session.hasSetResults {
      let note =
        "what was set in place of an equation's result does not count here; inputs and weights that were set do"
      console.output.lines(console.prose(note, .dim))
    }
    let corners = text.corners.isEmpty ? [] : console.prose(text.corners)
    let isWrong = check.numbers.contains { $0.verdict == .differs || $0.verdict == .undefined }
    if isWrong {
      console.output.lines(corners)
      throw Failure(text.summary)
    }
    console.output.lines(console.prose(text.summary, .good) + corners)
    if check.isInterrupted { throw Interrupted() }
  }

  private static func count(_ words: String) throws -> Int? {
    if words == "all" { return nil }
    guard !words.isEmpty else { return usual }
    guard let count = Int(words), count > 0 else {
      throw CommandError(
        "\(words.visible) is no number of gradients",
        hint: "check grads, check grads 100 of every weight, check grads all")
    }
    return count
  }

  /// How far it is, for the line that says so.
  private final class Place: Sendable {
    private let numbers = Mutex((done: 0, all: 0))

    func note(_ done: Int, of all: Int) { numbers.withLock { $0 = (done, all) } }

    var text: String? {
      let (done, all) = numbers.withLock { $0 }
      return done > 0 ? "gradient \(Table.grouped(done)) of \(Table.grouped(all))" : nil
    }
  }
}
