import Equations
import Tensors
import Terms

/// A question about what an equation gives.
struct QuizQuestion {
  enum Kind: Equatable {
    /// One number, by its index.
    case number([Int])
    /// All the numbers of a short vector.
    case vector
    case shape
    /// Which value an equation gives, by its name.
    case name
    /// One number, of several that are shown.
    case choice([Int])
    /// Whether one number is above 0 or below.
    case sign([Int])
    /// Which timestep puts most into a sum over them.
    case timestep
  }

  let kind: Kind
  let moment: Moment
  let equation: Equation
  /// The numbers to choose from.
  var choices: QuizChoices?
  /// What the equation is of, behind the outputs.
  var part: Part?

  /// The most numbers that are asked for at once.
  private static let longestVector = 4
  /// The most terms of a sum that are asked for as a number.
  private static let longestSum = 8

  /// The kinds that an equation can be asked about; none for what is not worth it.
  static func kinds(_ equation: Equation) -> [Kind] {
    let shape = equation.result.shape
    guard shape.count > 0, equation.result.dtype.isFloat else { return [] }
    // A copy, and what a layer does in training only.
    if case .value = equation.term { return [] }
    var kinds: [Kind] = []
    if equation.term.contains(Slice.self), equation.isGate { kinds.append(.name) }
    if equation.term.contains(MatMul.self) {
      kinds.append(.shape)
      guard equation.term.longestSum <= longestSum else { return kinds }
    }
    if shape.rank == 1, (2...longestVector).contains(shape.count) { kinds.append(.vector) }
    if shape.rank <= 2 { kinds.append(.number([])) }
    return kinds
  }

  init(_ kind: Kind, _ moment: Moment, _ equation: Equation, element: Int) {
    self.moment = moment
    self.equation = equation
    let index = QuizQuestion.index(element % max(equation.result.shape.count, 1), equation)
    switch kind {
    case .number: self.kind = .number(index)
    case .choice: self.kind = .choice(index)
    case .sign: self.kind = .sign(index)
    case .vector, .shape, .name, .timestep: self.kind = kind
    }
  }

  private static func index(_ element: Int, _ equation: Equation) -> [Int] {
    var rest = element
    return equation.result.shape.dims.reversed().map { length in
      defer { rest /= max(length, 1) }
      return rest % max(length, 1)
    }.reversed()
  }

  /// What is asked.
  func text(_ style: Formula.Style) -> String {
    let name = equation.result.name.text(style.alphabet)
    switch kind {
    case .number(let index), .choice(let index): return asked(name + subscripts(index), style)
    case .sign(let index):
      return "Which sign has \(name)\(subscripts(index)): +, - or 0?"
    case .timestep: return "Which timestep puts most into \(name)?"
    case .vector: return "What are the \(equation.result.shape.count) numbers of \(name)?"
    case .shape: return "What is the shape of \(name)?"
    case .name: return "Which gate is this? Its letter, or its name."
    }
  }

  /// Whether one of several numbers is asked for.
  var isPart: Bool { element != nil && equation.result.shape.count > 1 }

  /// `[0, 1]` behind a name; nothing where there is one number alone.
  private func subscripts(_ index: [Int]) -> String {
    equation.result.shape.count == 1 && index.count <= 1
      ? "" : "[\(index.map(String.init).joined(separator: ", "))]"
  }

  /// Which of its numbers is asked about; nil where all are, or none.
  var index: [Int]? {
    switch kind {
    case .number(let index), .choice(let index), .sign(let index): index
    case .vector, .shape, .name, .timestep: nil
    }
  }

  /// `z[1]`, for explain; nil where no number is asked for.
  var element: String? {
    guard let index else { return nil }
    let name = equation.result.name.ascii
    return index.isEmpty ? name : "\(name)[\(index.map(String.init).joined(separator: ", "))]"
  }

  /// The numbers asked about out of a whole result.
  func part(_ tensor: Tensor) -> Tensor? {
    guard let index else { return tensor }
    var offset = 0
    for (length, place) in zip(tensor.shape.dims, index) { offset = offset * length + place }
    guard tensor.shape.rank == index.count, tensor.elements.indices.contains(offset) else {
      return nil
    }
    return Tensor(scalar: tensor.elements[offset], tensor.dtype)
  }

  /// The words that name the result: its letter, what the note calls it.
  var names: [String] {
    let note = equation.note.prefix { $0 != ":" && $0 != ";" && $0 != "," }
    var names = [equation.result.name.ascii, equation.result.name.unicode, String(note)]
    if note.hasSuffix(" gate") { names.append(String(note.dropLast(" gate".count))) }
    return names.filter { !$0.isEmpty }
  }
}

extension Equation {
  /// Whether it is one of a recurrent layer's gates, by what its note says.
  fileprivate var isGate: Bool { note.contains("gate") || note.hasPrefix("candidate") }
}

extension Term {
  /// The most products that a matrix product in it adds.
  fileprivate var longestSum: Int {
    var longest = 0
    visit { term in
      if case .apply(let op, let operands) = term, op is MatMul, let kernel = operands.last {
        longest = max(longest, kernel.shape.dims.first ?? 0)
      }
    }
    return longest
  }
}
