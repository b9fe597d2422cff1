import Equations
import Tensors
import Terms

/// Values of every timestep: what a loop that goes back through time reads of the one that went forth.
extension LoopWriter {
  /// Names what a function is given or fills: of a value inside a loop, all timesteps.
  mutating func parameter(_ value: Value, _ word: String) -> String {
    value.scope == nil ? name(value.id, word) : name(overTime: value.id, word)
  }

  /// Gives a value of every timestep a name, for all of them together.
  mutating func name(overTime id: Int, _ word: String) -> String {
    let name = identifiers.unique(word + "_all")
    overTime[plan.source(id)] = name
    return name
  }

  /// Keeps this timestep's values for the way back.
  mutating func keep(of scan: Scan) {
    for (id, all) in overTime.sorted(by: { $0.key < $1.key }) where value(id).scope == scan.id {
      let count = value(id).shape.count
      copy(array(id), "0", all, row(of: value(id)), count)
    }
  }

  /// Finds what the way forth has kept of this timestep: names, and the lines that say where.
  mutating func readKept(of scan: Scan) -> [(name: String, line: Int)] {
    guard let axis = scan.axis else { return [] }
    var parts: [(name: String, line: Int)] = []
    for (id, all) in overTime.sorted(by: { $0.key < $1.key }) where value(id).scope == axis {
      let name = name(id, value(id).name.ascii)
      parts.append((name, lines.count))
      write(syntax.part(name, of: all, from: row(of: value(id)), value(id).shape.count))
    }
    return parts
  }

  /// Whether what a loop going backwards collects is there already, kept by the way forth; then it is that array.
  mutating func isKept(_ stack: Scan.Stack, of scan: Scan) -> Bool {
    guard plan.isKept(stack, of: scan), names[plan.source(stack.outer)] == nil,
      let all = overTime[plan.source(stack.inner)]
    else { return false }
    names[plan.source(stack.outer)] = all
    return true
  }

  /// Where this timestep's numbers begin in the array of all.
  private func row(of value: Value) -> String {
    let lengths = program.loops(value.scope).map { program.scans[$0].steps }
    let place = zip(timesteps, lengths).reduce("") { known, loop in
      known.isEmpty ? loop.0 : "(\(known)) * \(loop.1) + \(loop.0)"
    }
    let count = value.shape.count
    if count == 1 { return place }
    return lengths.count > 1 ? "(\(place)) * \(count)" : "\(place) * \(count)"
  }
}
