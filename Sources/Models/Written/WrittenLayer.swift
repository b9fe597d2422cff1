import Equations
import Layers
import Terms

/// A layer of whose class the equations are said by a person.
protocol Written: Layer {
  var definition: LayerDefinition { get }
  var config: Config { get }
}

extension Written {
  /// Who writes equations of a layer counts its inputs as those of a model are counted.
  var firstInput: Int { 0 }

  /// The arrays that its equations read.
  var weightsRead: [LayerDefinition.Weight] {
    definition.weightsRead(besides: Array(config.numbers.keys))
  }

  package var weights: [WeightSpec] {
    weightsRead.map { WeightSpec($0.name, isTrainable: !$0.isFrozen) }
  }
}

/// A layer that computes what a person says that it does, `y = x / 127.5 - 1`, as the same kind of equations that
/// layers of Keras write.
struct WrittenLayer: Written {
  static let classNames: [String] = []
  static let readsOwnKeys = false
  let definition: LayerDefinition
  let config: Config

  init(_ config: Config) throws { self.init(config, LayerDefinition(config.name)) }

  init(_ config: Config, _ definition: LayerDefinition) {
    (self.config, self.definition) = (config, definition)
  }

  var title: String { "\(config.kind), as given" }
  var outputCount: Int { max(definition.outputs.count, 1) }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    var scope = WrittenScope(eq, version: config.version)
    for (index, input) in call.inputs.enumerated() {
      scope.set(call.inputs.count == 1 ? "x" : "x\(index)", input.term)
    }
    // A tensor that is given by the name of its argument.
    for (key, argument) in call.keywords.sorted(by: { $0.key < $1.key }) where key != "mask" {
      if case .tensor(let signal) = argument { scope.set(key, eq.local(Name(key), signal.term)) }
    }
    if let mask = call.effectiveMask { scope.set("m", eq.local("m", mask)) }
    var lengths = config.lengths
    try read(call.weights, into: &scope, &lengths, eq)
    scope.add(config.numbers)
    try definition.write(&scope, to: eq)
    let outputs =
      definition.outputs.isEmpty
      ? [LayerDefinition.Output(name: nil, shape: nil, place: WrittenPlace(line: "", file: nil))]
      : definition.outputs
    return try outputs.map { output in
      let name = output.name ?? definition.equations.last?.name ?? LayerDefinition.typedName
      guard let term = scope.terms[name] else {
        throw eq.obstacle("nothing gives \(name)", "Write an equation for it: \(name) = …")
      }
      guard term.value?.isBatched ?? true else { throw definition.sharedOutput(name) }
      if let shape = output.shape, !fits(term.shape, shape, &lengths) {
        throw WrittenError(
          "\(name) is \(term.shape), and the output is said to be (\(shape.map(\.text).joined(separator: ", ")))",
          output.place.at(0), length: output.place.line.count)
      }
      return Signal(term, mask: definition.keepsMask ? call.effectiveMask : nil)
    }
  }
}
