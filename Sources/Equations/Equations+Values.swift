import Tensors
import Terms

/// Values: inputs, numbers, what is drawn, and their memory.
extension Equations {
  func add(
    _ name: Name, _ type: TensorType, _ role: Value.Role, isBatched: Bool, storage: Int? = nil,
    scope: Int?
  ) -> Value {
    let value = Value(
      id: program.values.count, name: name, type: type, role: role, isBatched: isBatched,
      scope: scope)
    program.values.append(value)
    program.places.append(
      Place(storage: storage ?? addStorage(type.shape, isBatched: isBatched, scope: scope)))
    return value
  }

  func addStorage(
    _ shape: Shape, isBatched: Bool, scope: Int?, lead: Int = 0, trail: Int = 0
  ) -> Int {
    var scans: [Int] = []
    var next = scope
    while let scan = next {
      scans.insert(scan, at: 0)
      next = program.scans[scan].parent
    }
    program.storages.append(
      Storage(count: shape.count, isBatched: isBatched, scans: scans, lead: lead, trail: trail))
    return program.storages.count - 1
  }

  /// An input of the model.
  package func input(_ name: Name, _ type: TensorType) -> Term {
    let value = add(name, type, .input, isBatched: true, scope: nil)
    program.inputs.append(value)
    return .value(value)
  }

  func number(_ number: Double, _ dtype: DType) -> Value {
    let value = add(
      Name(NumberFormat.exact(number, .float64)), TensorType(.scalar, dtype), .number,
      isBatched: false, scope: nil)
    program.numbers[value.id] = number
    return value
  }

  /// Another name for a value inside the current layer: its input is x, whatever made it.
  package func local(_ name: Name, _ term: Term) -> Term {
    guard let source = term.value, source.name != name else { return term }
    let alias = add(
      name, source.type, .result, isBatched: source.isBatched,
      storage: program.places[source.id].storage, scope: source.scope)
    program.places[alias.id] = program.places[source.id]
    program.aliases[alias.id] = program.aliases[source.id] ?? source.id
    return .value(alias)
  }

  /// Whether two terms are the same value, by whatever names.
  package func isSame(_ a: Term, _ b: Term) -> Bool {
    guard let a = a.value, let b = b.value else { return false }
    return (program.aliases[a.id] ?? a.id) == (program.aliases[b.id] ?? b.id)
  }

  /// Zeros of a shape, shared by all samples: the state before the first timestep.
  package func zeros(_ shape: Shape, _ dtype: DType) -> Term { filled(shape, dtype, with: 0) }

  /// The same number in every place of a shape, shared by all samples.
  package func filled(_ shape: Shape, _ dtype: DType, with number: Double) -> Term {
    let name = Name(NumberFormat.exact(number, .float64))
    let value = add(name, TensorType(shape, dtype), .number, isBatched: false, scope: nil)
    program.numbers[value.id] = number
    return .value(value)
  }

  func constant(_ name: Name, _ type: TensorType, _ source: any WeightSource) -> Term {
    let value = add(name, type, .weight, isBatched: false, scope: nil)
    program.weights.append(WeightUse(value: value.id, source: source))
    if let frame = contexts.last?.frame { program.frames[frame].weights.append(value) }
    return .value(value)
  }
}
