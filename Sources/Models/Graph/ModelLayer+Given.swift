import Equations
import Layers
import Tensors
import Terms

extension ModelLayer {
  /// What is given as the outputs of a call, in place of its equations; nil where they are computed.
  func given(
    at path: String, _ call: Call, _ part: Part, _ eq: Equations
  ) throws -> [Signal]? {
    guard eq.supplied[path] != nil else { return nil }
    eq.note(inputs: named(call.arguments.flatMap(\.tensors), in: part, eq).map(\.term))
    let mask = GivenMask(part, call)
    var outputs: [Signal] = []
    while let term = eq.supplied[outputs.isEmpty ? path : "\(path):\(outputs.count)"] {
      let isOther = term.value?.dtype.isFloat == true && term.value?.dtype != eq.dtype
      let name = outputs.isEmpty ? Name("y") : Name.numbered("y", outputs.count)
      outputs.append(
        Signal(
          try eq(name, isOther ? term(Cast(eq.dtype)) : term, "given, not computed"),
          mask: mask(outputs.count)))
    }
    eq.note(outputs: outputs.map(\.term))
    return outputs
  }
}
