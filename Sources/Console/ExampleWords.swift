import Debugging
import Equations
import Terminal
import Tensors
import Terms

/// Values of the model that is open, for the examples in hints: what is shown can be typed.
struct ExampleWords {
  /// `lstm.h` where there is a loop, else `dense.z`; of the bundled LSTM where no model is open.
  let value: String
  /// `h`, as it is called where it stands.
  let name: String
  /// One number of it: `lstm.h[0]`.
  let number: String

  init(_ console: Console) {
    let program = Scope(console.debugger).machine?.program
    let equation = program.flatMap { program in
      program.scans.first.flatMap { scan in
        program.equations.last { $0.frame == scan.frame }
      } ?? program.equations.first
    }
    guard let program, let equation else {
      (value, name, number) = ("lstm.h", "h", "lstm.h[0]")
      return
    }
    name = equation.result.name.ascii.visible
    value = "\(program.frames[equation.frame].path).\(name)".visible
    let index = equation.result.shape.dims.map { _ in "0" }.joined(separator: ", ")
    number = index.isEmpty ? value : "\(value)[\(index)]"
  }
}
