import Debugging

/// `goto 12`: to any place, before or behind.
struct GotoCommand: Command {
  let names = ["goto"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "go to a tick or a place, before or behind"
  let usage = ["goto TICK", "goto LOCATION", "goto train@STEP"]
  let example = ["open lstm", "feed zeros", "goto lstm@1.f", "goto 2"]
  let details =
    "The tick of an equation is the number of equations executed up to it; goto 0 is the start. Of steps of training, train@9 is where that of number 9 begins, train@9/dense.z an equation in it."
  let reverse: String? = "is not needed: goto goes both ways"
  let completion = Completion.Kind.location

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    guard !arguments.isEmpty else { throw CommandError("goto needs a place", hint: "goto dense") }
    if let place = StepPlace(arguments) {
      try machine.go(toStep: try place.step(in: machine))
      if place.rest.isEmpty { return try console.showPlace() }
      return try console.show(
        try machine.go(to: try console.location(place.rest, machine)))
    }
    try console.show(try machine.go(to: try console.location(arguments, machine)))
  }
}
