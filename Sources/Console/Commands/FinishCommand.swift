import Debugging

/// `finish`: walk to the end of this layer, out of its loop.
struct FinishCommand: MotionCommand {
  let names = ["finish", "fin"]
  let motion = Motion.finish
  let summary = "walk to the end of this layer, out of its loop"
  let usage = ["finish", "finish N"]
  let example = ["open lstm", "feed zeros", "step", "finish"]
  let reverse: String? = "goes back to where the layer began"
  let details = ""
}
