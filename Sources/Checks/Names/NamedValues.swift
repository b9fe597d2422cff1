import Debugging
import Equations
import Terms

/// The values of a run under the names that a golden file gives them.
struct NamedValues {
  private var byName: [String: Value] = [:]
  /// Why an output has no value, by its name.
  private(set) var leftOut: [String: String] = [:]

  var names: [String] { byName.keys.sorted() }

  subscript(name: String) -> Value? { byName[name] }

  /// The outputs of all layer calls: `rnn`, `rnn:1`, `dense#2`, `encoder/dense`; and the inputs.
  static func layers(of program: Program) -> NamedValues {
    var result = NamedValues()
    for input in program.inputs { result.byName[input.name.ascii] = input }
    for frame in program.frames {
      for (index, output) in frame.outputs.enumerated() {
        result.byName[index == 0 ? frame.path : "\(frame.path):\(index)"] = output
      }
      for (index, reason) in frame.outputsLeftOut {
        result.leftOut["\(frame.path):\(index)"] = reason
      }
    }
    return result
  }

  /// The values of all equations, as traces name them: `lstm.i`, `dense.z`; `lstm.y#2` is a second
  /// equation of one name.
  static func equations(of program: Program) -> NamedValues {
    var result = NamedValues()
    for (place, equation) in zip(program.equationPlaces, program.equations) {
      result.byName[place] = equation.result
    }
    return result
  }
}
