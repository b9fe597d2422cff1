import Debugging

/// `step`: execute the next equation and show it.
struct StepCommand: MotionCommand {
  let names = ["step", "s"]
  let motion = Motion.step
  let summary = "execute the next equation and show it"
  let usage = ["step", "step N"]
  let example = ["feed [0, 1]", "step"]
  let reverse: String? = "goes back over one equation"
  let details =
    "With a count, that many, each of them shown; where they are more than \(mostShown), the last alone."

  /// So many steps of one command are shown.
  static let mostShown = 40
}
