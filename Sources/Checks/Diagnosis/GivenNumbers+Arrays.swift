import Debugging
import Equations
import Models
import Tensors

extension GivenNumbers {
  /// The place that an array is of by its name: `y0` is the first output, `lstm.f` the values of an
  /// equation; nil for a name that says nothing.
  static func place(named name: String, in machine: Machine) -> String? {
    let outputs = machine.program.outputs.count
    if name == "y", outputs == 1 { return "output" }
    if name.first == "y", let index = Int(name.dropFirst()), index < outputs, index >= 0 {
      return outputs == 1 ? "output" : "output:\(index)"
    }
    return machine.isName(name, in: .model) ? name : nil
  }

  /// The output that an array fits: the first one whose shape is its.
  static func output(fitting tensor: Tensor, in machine: Machine) -> String {
    let outputs = machine.program.outputs
    guard outputs.count > 1 else { return "output" }
    let fitting = outputs.indices.first { index in
      (try? GivenNumbers(tensor, at: "output:\(index)", of: machine)) != nil
    }
    return "output:\(fitting ?? 0)"
  }

  /// Arrays as somebody gives them: under names of places, or one for the place asked for, the
  /// output without one.
  ///
  /// Gives the names of arrays that say nothing besides. Throws where none says anything.
  package static func read(
    _ arrays: [(name: String?, tensor: Tensor)], at place: String?, of machine: Machine,
    sample: Int? = nil
  ) throws -> (given: [GivenNumbers], unread: [String]) {
    var given: [GivenNumbers] = []
    var unread: [String] = []
    let inputs = Set(machine.program.inputs.indices.map { "x\($0)" } + ["x"])
    if place != nil || arrays.count == 1, let only = arrays.first {
      let named = only.name.flatMap { GivenNumbers.place(named: $0, in: machine) }
      let chosen = place ?? named ?? output(fitting: only.tensor, in: machine)
      guard arrays.count == 1 else {
        throw InputError(
          "--at names one place, but \(arrays.count) arrays are given",
          hint: "FILE.npz:NAME picks one of them.")
      }
      return ([try GivenNumbers(only.tensor, at: chosen, of: machine, sample: sample)], [])
    }
    for array in arrays {
      guard let name = array.name, let place = GivenNumbers.place(named: name, in: machine) else {
        let isInput = array.name.map(inputs.contains) ?? false
        if !isInput { unread.append(array.name ?? "an array without a name") }
        continue
      }
      given.append(try GivenNumbers(array.tensor, at: place, of: machine, sample: sample))
    }
    guard !given.isEmpty else {
      throw InputError(
        "no array is named for a place of the model: \(unread.joined(separator: ", "))",
        hint: "Name them as layers (dense), values (lstm.f) or outputs (y0), or give --at PLACE.")
    }
    return (given, unread)
  }
}
