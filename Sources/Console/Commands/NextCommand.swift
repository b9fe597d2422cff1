import Debugging

/// `next`: walk to the end of this timestep, or of this layer outside loops.
struct NextCommand: MotionCommand {
  let names = ["next", "n"]
  let motion = Motion.next
  let summary = "walk to the end of this timestep, or of this layer outside loops"
  let usage = ["next", "next N"]
  let example = ["feed [0, 1]", "next"]
  let reverse: String? = "goes back to the end of the timestep or layer before"
  let details =
    "At the end of one it walks through the whole next one. A masked timestep is walked through too: its stop says that the state is kept."
}
