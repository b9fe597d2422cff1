import Equations
import Layers
import Terms

/// A cell of whose class the equations of a timestep are said by a person: `h = tanh(x @ W + h_prev @ U)`.
struct WrittenCell: Written, Cell {
  static let classNames: [String] = []
  static let readsOwnKeys = false
  let definition: LayerDefinition
  let states: [CellState]
  let dropout = CellDropout.none
  let config: Config

  init(_ config: Config) throws { try self.init(config, LayerDefinition(config.name)) }

  init(_ config: Config, _ definition: LayerDefinition) throws {
    (self.config, self.definition) = (config, definition)
    states = try definition.states.map { state in
      let units: Int? =
        switch state.units {
        case .number(let number): number
        case .word(let word): config.lengths[word]
        case .open: nil
        }
      guard let units, units > 0 else {
        throw WrittenError(
          "how many units \(state.name) has is not known: "
            + "the config of \(config.name) has no number \(state.units.text)",
          state.place.at(0), length: state.place.line.count)
      }
      return CellState(name: Name(state.name), units: units)
    }
  }

  var title: String { "\(config.kind), as given" }

  func step(_ x: Term, _ previous: [Term], _ mask: Term?, to eq: Equations) throws -> [Term] {
    var scope = WrittenScope(eq, version: config.version)
    scope.set("x", x)
    if let mask { scope.set("m", mask) }
    var before: [String: Term] = [:]
    for (state, term) in zip(states, previous) {
      scope.set(state.name.previous.ascii, term)
      before[state.name.ascii] = term
    }
    var lengths = config.lengths
    try read(LayerWeights(), into: &scope, &lengths, eq)
    scope.add(config.numbers)
    try definition.write(&scope, to: eq) { name, term in
      before[name].map { term.carried(from: $0, where: mask) } ?? term
    }
    return try states.map { state in
      guard let term = scope.terms[state.name.ascii] else {
        throw eq.obstacle(
          "no equation gives \(state.name.ascii)", "Write one: \(state.name.ascii) = …")
      }
      guard term.shape == state.shape else {
        throw WrittenError(
          plain:
            "\(state.name.ascii) is \(state.shape) before a timestep and \(term.shape) after it")
      }
      return term
    }
  }
}
