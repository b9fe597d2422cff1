import Tensors
import Terms

/// Turns one equation's term into instructions.
struct Emitter {
  let eq: Equations
  let scan: Int?
  var instructions: [Int] = []

  init(_ eq: Equations, scan: Int?) {
    self.eq = eq
    self.scan = scan
  }

  /// When an operand is known: before the loop, at the loop's start for all timesteps, or inside.
  enum Known: Int, Comparable {
    case outside, atEntry, inside
    static func < (a: Known, b: Known) -> Bool { a.rawValue < b.rawValue }
  }

  /// What an operand became: its value, when it is known, and what its term says of itself.
  private struct Emitted {
    let value: Value
    let known: Known
    let type: TensorType
    let typed, shown: Formula
  }

  mutating func equation(_ name: Name, _ term: Term, _ type: TensorType) -> Value {
    switch term {
    case .value(let source):
      // A copy, so that an edit of the one leaves the other as it is.
      return write(Cast(source.dtype), [source], term, name, source.type, .inside)
    case .named(let function, let operands):
      return equation(name, function.definition(operands), type)
    case .number, .apply:
      return emit(term, beside: type.dtype, as: name).value
    }
  }

  private mutating func emit(
    _ term: Term, beside dtype: DType, as name: Name? = nil
  ) -> Emitted {
    switch term {
    case .value(let value):
      return emitted(value, known(value), value.type, term)
    case .number(let number):
      let type = TensorType(.scalar, .float32)
      return emitted(eq.number(number, dtype), .outside, type, term)
    case .named(let function, let operands):
      let made = emit(function.definition(operands), beside: dtype, as: name)
      return emitted(made.value, made.known, made.type, term)
    case .apply(let op, let operands):
      return apply(op, operands, term, as: name)
    }
  }

  private func emitted(
    _ value: Value, _ known: Known, _ type: TensorType, _ term: Term
  ) -> Emitted {
    Emitted(
      value: value, known: known, type: type, typed: term.formula(.typed),
      shown: term.formula(Formula.Style()))
  }

  /// Types and texts are made of those of the operands, so that a long sum is gone through once.
  private mutating func apply(
    _ op: any Op, _ operands: [Term], _ term: Term, as name: Name?
  ) -> Emitted {
    if name == nil, let cast = op as? Cast, let number = cast.number(of: operands) {
      let type = TensorType(.scalar, cast.dtype)
      return emitted(eq.number(number, cast.dtype), .outside, type, term)
    }
    // Only a plain number asks what it stands beside.
    let hasNumber = operands.contains { if case .number = $0 { true } else { false } }
    let plain = TensorType(.scalar, .float32)
    let known = operands.map { hasNumber ? (try? $0.type()) ?? plain : plain }
    var made: [Emitted] = []
    for (operand, type) in zip(operands, Term.adapting(operands, known)) {
      made.append(emit(operand, beside: type.dtype))
    }
    let latest = made.map(\.known).max() ?? .outside
    let when = name == nil ? hoistable(op, latest, made) : .inside
    let types = Term.adapting(operands, made.map(\.type))
    let type = (try? op.resultType(of: types)) ?? plain
    let typed = op.text(made.map(\.typed), .typed)
    let shown = op.text(made.map(\.shown), Formula.Style())
    let ownName = name ?? Name(typed.text, shown.text)
    let value = write(
      op, made.map(\.value), term, ownName, type, when, isNamed: name != nil)
    return Emitted(value: value, known: when, type: type, typed: typed, shown: shown)
  }

  private func known(_ value: Value) -> Known {
    guard let scan, value.scope == eq.axis(scan) else { return .outside }
    return eq.program.scans[scan].sequences.contains { $0.inner == value.id } ? .atEntry : .inside
  }

  /// A product of known rows with a fixed matrix is made for all timesteps at once; what needs
  /// no timestep is made once.
  private func hoistable(
    _ op: any Op, _ latest: Known, _ operands: [Emitted]
  ) -> Known {
    switch latest {
    case .outside: return .outside
    case .atEntry:
      let isFixed = operands.allSatisfy { $0.known == .atEntry || !$0.value.isBatched }
      return op.isFasterForManyRows && isFixed ? .atEntry : .inside
    case .inside: return .inside
    }
  }

  private mutating func write(
    _ op: any Op, _ operands: [Value], _ term: Term, _ name: Name, _ type: TensorType,
    _ known: Known, isNamed: Bool = true
  ) -> Value {
    let isBatched = op.isBatched(operands.contains(where: \.isBatched))
    let axis = scan.map(eq.axis)
    let scope = known == .outside ? axis.flatMap { eq.program.scans[$0].parent } : axis
    let result = eq.add(
      name, type, isNamed ? .result : .intermediate, isBatched: isBatched, scope: scope)
    let isHoisted = scan != nil && known != .inside
    let index = eq.program.instructions.count
    eq.program.instructions.append(
      Instruction(
        op: op, operands: operands.map(\.id), result: result.id, term: term,
        isHoisted: isHoisted))
    instructions.append(index)
    if let scan, isHoisted {
      if known == .atEntry {
        eq.program.scans[scan].hoisted.append(index)
      } else {
        eq.program.scans[scan].prelude.append(index)
      }
    }
    return result
  }
}
