import TestSupport
import TestTraits
import Testing

/// The built program in editors that nobody here has written, where they are installed.
@Suite(
  .enabled(
    if: ProgramClient.path != nil && Emacs.path != nil,
    "no Emacs with dap-mode in PATH, and KERASTEP_EMACS names none"), .waits)
struct EditorTests {
  /// Emacs' dap-mode goes through the bundled LSTM by the commands that a person has.
  @Test func dapMode() throws {
    let (told, output) = try Emacs.run("dap-mode.el")
    let expected = [
      "entry: lstm: nothing is computed yet | line 1 | point in line 1 of kerastep",
      "breakpoints: ((7 t) (10 t))",
      "continue: f = σ(z[8:16]) | line 7 | point in line 7 of kerastep",
      "condition: C = f ⊙ C₋₁ + i ⊙ g | line 10 | point in line 10 of kerastep",
      "next: h = o ⊙ tanh(C) | line 11 | point in line 11 of kerastep",
      "step in: z = x·W + h₋₁·U + b (instruction 1 of 4) | line 5 | point in line 5 of kerastep",
      "step out: f = σ(z[8:16]) | line 7 | point in line 7 of kerastep",
      "goto: g = tanh(z[16:24]) | line 8 | point in line 8 of kerastep",
      "typed: breakpoint 1, lstm@1.f",
      "rev step: f = σ(z[8:16]) | line 7 | point in line 7 of kerastep",
      "scopes: (Equation lstm@1 States Inputs and outputs Weights)",
      "variable: f (8) float32 0.16522351",
      "set: 0.25",
      "evaluate: 0.5",
      "refused: evaluate there is no zzz here",
      "end: terminated",
    ]
    #expect(told == expected, "\(output)")
  }
}
