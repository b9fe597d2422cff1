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
    "At the end of one it walks through the whole next one. In a loop the stop shows the whole timestep, by unit: what came in, the states before, and what each equation wrote; of a layer that is too wide, the units that changed most, and those that are displayed (display C[5]). A masked timestep is walked through too: it says that the state is carried over. info values shows the timestep anywhere in it."
}
