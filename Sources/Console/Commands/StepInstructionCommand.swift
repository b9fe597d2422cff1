import Debugging

/// `stepi`: execute one instruction of an equation.
struct StepInstructionCommand: MotionCommand {
  let names = ["stepi", "si"]
  let motion = Motion.instruction
  let summary = "execute one instruction of an equation"
  let usage = ["stepi", "stepi N"]
  let example = ["feed [0, 1]", "stepi"]
  let reverse: String? = "goes back over one instruction"
  let details =
    "An equation such as z = x·W + b is made of instructions: x·W, then + b. Those marked as computed when the loop was entered were done for all timesteps at once."
}
