import Equations
import Terms

extension Plan {
  /// Names what a step replaces without reading it, such as a moving variance that is made of another statistic: it has an
  /// array too, the one of its other uses where there are some.
  static func add(
    givenOf program: Program, to known: inout [Int: String],
    _ weights: inout [(name: String, value: Value)], _ names: inout Identifiers
  ) {
    for update in program.updates where known[update.given] == nil {
      let value = program.values[update.given]
      let own = program.weights.first { $0.value == value.id }?.source.identity
      let other = program.weights.first { use in
        own != nil && use.source.identity == own && known[use.value] != nil
          && program.values[use.value].type == value.type
      }
      if let other, let name = known[other.value] {
        known[value.id] = name
        continue
      }
      let path = program.frames.first { $0.weights.contains(value) }?.path ?? "given"
      let name = names.unique("\(path)_\(value.name.ascii)")
      known[value.id] = name
      weights.append((name, value))
    }
  }
}
