import Equations
import Terms

/// Values of every timestep: what a loop that goes back through time reads of the one that went forth.
extension NumPyWriter {
  /// Gives a value of every timestep a name, for all of them together.
  mutating func name(overTime id: Int, _ word: String) -> String {
    let name = identifiers.unique(word + "_all")
    overTime[plan.source(id)] = name
    return name
  }

  /// Names what a function is given: of a value inside a loop, all timesteps.
  mutating func parameter(_ value: Value, _ word: String) -> String {
    value.scope == nil ? name(value.id, word) : name(overTime: value.id, word)
  }

  /// What a function gives back of a value.
  func result(_ value: Value) -> String? {
    value.scope == nil ? names[value.id] : overTime[value.id]
  }

  /// Whether what a loop going backwards collects is there already, kept by the way forth; then it is that array.
  mutating func isKept(_ stack: Scan.Stack, of scan: Scan) -> Bool {
    guard plan.isKept(stack, of: scan), let all = overTime[plan.source(stack.inner)] else {
      return false
    }
    names[plan.source(stack.outer)] = all
    return true
  }

  /// Makes room for what the loops are gone back through with.
  mutating func beginKeeping(_ scan: Scan) {
    guard !scan.isBackward else { return }
    for (id, all) in overTime.sorted(by: { $0.key < $1.key })
    where program.loops(program.values[id].scope).first == scan.id {
      write("\(all) = np.empty(\(NumPyHelpers.tuple(plan.wholeShape(program.values[id]))), real)")
    }
  }

  mutating func keep(of scan: Scan) {
    for (id, all) in overTime.sorted(by: { $0.key < $1.key })
    where program.values[id].scope == scan.id {
      write("\(all)[\(timesteps.joined(separator: ", "))] = \(text(id))")
    }
  }

  mutating func readKept(of scan: Scan) -> [(name: String, line: Int)] {
    guard let axis = scan.axis else { return [] }
    var parts: [(name: String, line: Int)] = []
    for (id, all) in overTime.sorted(by: { $0.key < $1.key })
    where program.values[id].scope == axis {
      let name = name(id, program.values[id].name.ascii)
      parts.append((name, lines.count))
      write("\(name) = \(all)[\(timesteps.joined(separator: ", "))]")
    }
    return parts
  }
}
