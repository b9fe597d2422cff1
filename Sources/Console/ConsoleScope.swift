import Debugging
import Equations
import Layers
import Tensors
import Terminal

/// What words mean at the prompt: the values of the place where one stands, of anywhere, those that
/// `let` has named, and those printed before.
///
/// The model's values come first, so that `C` inside an LSTM is its C whatever was named before;
/// `$C` is always the variable.
struct ConsoleScope: Environment {
  let console: Console
  /// Where one stands; nil before the first equation.
  let frame: StackFrame?
  /// Another run of what was fed, whose values are meant in place of those at hand.
  var twin: Machine?

  private var machine: Machine? { twin ?? console.session?.machine }

  init(_ console: Console) { self.init(console, in: console.selectedFrame()) }

  init(_ console: Console, in frame: StackFrame?) {
    self.console = console
    self.frame = frame
  }

  var names: [String] {
    let machine = machine
    let values = machine?.words(in: frame) ?? []
    let hidden = Set(values)
    return values + console.variables.all.map(\.name).filter { !hidden.contains($0) }
  }

  func isName(_ word: String) -> Bool {
    word.hasPrefix("$") || isValue(word) || console.variables[word] != nil
  }

  /// Whether a word is one of the model's values here.
  func isValue(_ word: String) -> Bool {
    machine?.isName(word, in: frame) ?? false
  }

  var functions: [String: FunctionMaker] { Activations.makers }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    if word.hasPrefix("$") { return try kept(word) }
    let variable = console.variables[word]
    // What is no value may be a variable, or a function that makes one: feed zeros.
    if !isValue(word) {
      if let variable { return variable.tensor }
      if case .function = WordUse(word) { return nil }
    }
    guard let session = console.session, let machine else { return nil }
    do {
      return try machine.lookup(word, in: frame, sample: session.sample).tensor
    } catch {
      throw Unavailable(
        "\(error)", hint: variable.map { "$\($0.name) is the variable \($0.name)" })
    }
  }

  /// `$`, `$3`, `$z_f`.
  private func kept(_ word: String) throws(Unavailable) -> Tensor? {
    let name = String(word.dropFirst())
    if let variable = console.variables[name] { return variable.tensor }
    if let first = name.first, !first.isNumber {
      let near = nearest(to: name, in: console.variables.all.map(\.name))
      throw Unavailable(
        "there is no variable \(name)",
        hint: near.map { "did you mean $\($0)?" } ?? "let \(name) = … makes one")
    }
    let count = console.kept.printed.count
    guard count > 0 else { throw Unavailable("nothing was printed yet") }
    guard let number = name.isEmpty ? count : Int(name), (1...count).contains(number) else {
      throw Unavailable("there is no \(word)", hint: "$1 to $\(count)")
    }
    guard let tensor = console.kept.printed[number - 1] else {
      throw Unavailable(
        "\(word) is no longer kept: variables and what was printed may have "
          + "\(console.kept.limit) numbers",
        hint: "let NAME = … keeps a value")
    }
    return tensor
  }
}

extension Console {
  /// The value of an expression as typed; says so where a variable gives way to the model's value.
  func evaluate(_ text: String, shapeHint: Shape? = nil) throws -> Tensor {
    try evaluate(try expression(text), shapeHint: shapeHint)
  }

  /// Reads an expression whose names are those of the prompt.
  func expression(_ text: String) throws(ExpressionError) -> Expression {
    let scope = ConsoleScope(self)
    let expression = try Expression(text, names: scope)
    var told: Set<String> = []
    for name in expression.nameUses.map(\.name)
    where variables[name] != nil && scope.isValue(name) && told.insert(name).inserted {
      output.line("(\(name) is the model's value here; $\(name) is your variable)".marked(.dim))
    }
    return expression
  }

  func evaluate(
    _ expression: Expression, shapeHint: Shape? = nil
  ) throws(ExpressionError) -> Tensor {
    try expression.evaluate(in: ConsoleScope(self), shapeHint: shapeHint, limit: elementLimit)
  }

  /// `$3 = [0.5 0.1]  (2) float32`, or the array on lines of its own.
  func valueLines(_ label: String, _ tensor: Tensor, all: Bool) -> [String] {
    var style = arrayText
    if all { style.format.threshold = nil }
    let start = "\(label) = "
    if tensor.shape.rank == 0 {
      return [start + NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)]
    }
    let shape = "\(tensor.shape) \(tensor.dtype.rawValue)".marked(.dim)
    let lines = style.lines(tensor)
    if lines.count == 1, let line = lines.first, start.columns + line.columns + 20 < width {
      return ["\(start)\(line)  \(shape)"]
    }
    return ["\(start)\(shape)"] + lines
  }
}
