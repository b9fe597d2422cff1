import Debugging
import Views

/// `timeline`: the branches that changes have begun.
struct TimelineCommand: Command {
  let names = ["timeline"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "show the branches that set var has begun, go to one, or compare two"
  let usage = ["timeline", "timeline switch N", "timeline diff A B"]
  let example = [
    "open lstm", "feed ones", "until lstm@1.f", "set var f = 1", "continue", "timeline",
    "timeline diff 0 1", "timeline switch 0",
  ]
  let details = """
    Every set var begins a branch; branch 0 is the run as it was fed. diff runs both branches to \
    the end and shows which equations differ, where first and where most; in training both are in \
    the step where one stands. A feed begins anew.
    """
  let completion = Completion.Kind.words(["switch", "diff"])

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    let words = arguments.split(separator: " ").map(String.init)
    switch words.first {
    case nil:
      console.output.page(tree(session, machine, console), pages: console.isInteractive)
    case "switch" where words.count == 2:
      try session.go(toBranch: try branch(words[1]))
      try console.showPlace()
    case "diff" where words.count == 3:
      let runs = try words.dropFirst().map(branch).map { branch in
        (run: try session.runHere(of: branch), name: "branch \(branch)")
      }
      console.output.page(
        try console.comparison(runs[0], runs[1], session), pages: console.isInteractive)
    default:
      throw CommandError(
        "timeline does not know \(arguments)", hint: usage.joined(separator: ", "))
    }
  }

  private func branch(_ word: String) throws -> Int {
    guard let number = Int(word) else {
      throw CommandError("\(word) is no number of a branch", hint: "timeline shows them")
    }
    return number
  }

  // MARK: The tree

  private func tree(_ session: Session, _ machine: Machine, _ console: Console) -> [String] {
    let timeline = session.timeline
    var lines: [String] = []
    var open = timeline.branches.prefix(1).map { (branch: $0, depth: 0) }
    while let (branch, depth) = open.popLast() {
      let isHere = branch.id == timeline.current
      let position = isHere ? machine.walkPosition : branch.position
      let what = branch.change?.text ?? "as fed"
      let indent = String(repeating: "  ", count: depth)
      lines.append("\(isHere ? "*" : " ") \(indent)\(branch.id)  \(what), at tick \(position.text)")
      let children = timeline.children(of: branch.id)
      // One after another needs no indent; beside each other, they do.
      let deeper = children.count > 1 && depth < 20 ? depth + 1 : depth
      open += children.reversed().map { ($0, deeper) }
    }
    return lines
  }
}
