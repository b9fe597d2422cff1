import Equations
import Tensors
import Terms

/// One number of a value, as an expression of others.
extension LoopWriter {
  /// One number of a value.
  mutating func scalar(_ id: Int, _ spot: Spot) -> Formula {
    let id = plan.source(id)
    let value = value(id)
    if let number = program.numbers[id] {
      let rounded = value.dtype.rounded(number)
      return Formula(syntax.number(rounded), rounded < 0 ? .sign : .atom)
    }
    if let index = inlined[id] {
      return rounded(expression(program.instructions[index], spot), value.dtype)
    }
    return Formula("\(array(id))[\(spot.offset(in: value.shape))]")
  }

  mutating func expression(_ instruction: Instruction, _ spot: Spot) -> Formula {
    if instruction.countsSamples { return Formula(syntax.converted(Self.samples)) }
    let result = value(instruction.result).shape
    func shape(_ operand: Int) -> Shape { value(operand).shape }
    switch form(instruction) {
    case .element(let code):
      helpers.use(code)
      let operands = instruction.operands.map {
        scalar($0, spot.spread(from: result, to: shape($0)))
      }
      let formula = code.loop.formula(operands, name: code.name)
      if case .call = code.loop {
        return Formula(syntax.expanded(formula.text), formula.precedence)
      }
      return formula
    case .choice:
      let parts = instruction.operands.map {
        scalar($0, spot.spread(from: result, to: shape($0))).bracketed(below: .sum)
      }
      return Formula("\(parts[0]) != 0 ? \(parts[1]) : \(parts[2])", .choice)
    case .view(let view):
      return scalar(instruction.operands[0], spot.viewed(view))
    case .sameOrder, .rows, .fold, .product, .transposedProduct, .join, .lookup, .scatter,
      .windows, .pad, .repeats:
      return scalar(instruction.operands[0], spot)
    }
  }

  /// What says how many samples a batch has.
  static let samples = "samples"

  /// A result in a format narrower than the machine's.
  func rounded(_ formula: Formula, _ dtype: DType) -> Formula {
    guard let function = rounding(dtype) else { return formula }
    helpers.use(function)
    return .call(function, [formula])
  }

  func rounding(_ dtype: DType) -> String? {
    switch dtype {
    case .float16: "round_f16"
    case .bfloat16: "round_bf16"
    case .float32: syntax.isDouble ? "round_f32" : nil
    default: nil
    }
  }
}
