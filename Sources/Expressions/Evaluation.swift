import Tensors
import Terms

/// Numbers, computed at once.
struct Evaluation<E: Environment>: Meaning {
  let environment: E
  /// The format of typed numbers with a point.
  let floats: DType
  let limit: Int
  let budget: ArrayBudget

  init(environment: E, floats: DType, limit: Int) {
    self.environment = environment
    self.floats = floats
    self.limit = limit
    budget = ArrayBudget(limit)
  }

  var names: any Names { environment }

  func number(_ number: Double, isInteger: Bool) -> Computed {
    .number(number, isInteger: isInteger)
  }

  func truth(_ truth: Bool) -> Computed { Computed(Tensor(scalar: truth ? 1 : 0, .bool)) }

  func named(_ word: String) throws(Unavailable) -> Computed? {
    try environment.tensor(named: word).map { Computed($0) }
  }

  func array(_ tensor: Tensor) throws(Misfit) -> Computed {
    try budget.take(tensor.count)
    return Computed(tensor)
  }

  /// Typed numbers among them take the format of the others.
  func stack(_ items: [Computed]) throws(Misfit) -> Computed {
    guard let first = items.first else { return Computed(Tensor([0], floats, [])) }
    var format: DType?
    for item in items {
      let own = item.isWeak && item.tensor.dtype.isFloat ? floats : item.tensor.dtype
      let yields = item.isWeak && format?.isFloat == true
      format = format.map { yields ? $0 : $0.promoted(with: own) } ?? own
    }
    var elements: [Double] = []
    let dtype = format ?? floats
    try budget.take(items.reduce(0) { $0 + $1.tensor.count })
    for (index, item) in items.enumerated() {
      guard item.tensor.shape == first.tensor.shape else {
        throw Misfit(
          "row 0 is \(first.tensor.shape), but row \(index) is \(item.tensor.shape)",
          hint: "concatenate([…], axis=0) joins arrays of different lengths")
      }
      guard elements.count <= limit - item.tensor.count else { throw Misfit.tooLarge(limit) }
      for element in item.tensor.elements { elements.append(dtype.rounded(element)) }
    }
    let shape = first.tensor.shape.inserting(items.count, at: 0)
    try shape.check(limit)
    return Computed(Tensor(shape, dtype, elements))
  }

  func apply(
    _ operands: [Computed], _ make: ([Term]) throws(Misfit) -> Term
  ) throws(Misfit) -> Computed {
    let places = Computed.places(for: operands)
    let term = try make(places.map { .value($0) })
    let result = try term.evaluate(limit: limit) { operands[$0.id] }
    try budget.take(result.tensor.count)
    return result
  }

  func type(of operand: Computed) -> TensorType {
    TensorType(operand.tensor.shape, operand.tensor.dtype)
  }

  func constant(_ operand: Computed) -> Tensor? { operand.tensor }

  func gradient(of text: String, by variable: String) throws(Unavailable) -> Computed? {
    try environment.gradient(of: text, by: variable).map { Computed($0) }
  }

  /// A result: typed numbers get a format.
  func settled(_ operand: Computed) -> Tensor {
    guard operand.isWeak, operand.tensor.dtype.isFloat else { return operand.tensor }
    return operand.tensor.cast(to: floats)
  }
}
