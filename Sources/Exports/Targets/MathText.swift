import Debugging
import Equations
import Tensors
import Terms

/// Equations as LaTeX's mathematics, with numbers where they are asked for.
struct MathText {
  let export: Export
  private let functions = Functions()

  init(_ export: Export) { self.export = export }

  /// The functions that are made of others, in the order of their first use.
  private final class Functions {
    var known: Set<String> = []
    var list: [String] = []
  }

  /// One layer: its equations, each line with its note, grouped by the loops around them.
  struct Block {
    /// `t = 0, …, 2`; nil outside loops.
    let steps: Int?
    let isReversed: Bool
    /// Whether it goes back through time.
    let isBackward: Bool
    let lines: [(left: String, right: String, note: String, numbers: String?)]
  }

  func blocks(_ routine: Routine) throws -> [Block] {
    let program = export.program
    var blocks: [(scan: Int?, lines: [(String, String, String, String?)])] = []
    for item in routine.pieces.flatMap({ $0.items(of: program) }) {
      guard case .equation(let id) = item else { continue }
      let equation = program.equations[id]
      let line = (
        name(equation.result), formula(equation.term).text, equation.note,
        export.showsNumbers ? try numbers(equation) : nil
      )
      if blocks.last?.scan == equation.scan, !blocks.isEmpty {
        blocks[blocks.count - 1].lines.append(line)
      } else {
        blocks.append((equation.scan, [line]))
      }
    }
    return blocks.map { block in
      let scan = block.scan.map { program.scans[$0] }
      return Block(
        steps: scan?.steps, isReversed: scan?.sequences.contains(where: \.isReversed) ?? false,
        isBackward: scan?.isBackward ?? false, lines: block.lines)
    }
  }

  /// `gelu(x) = …`, for every function that the equations have named.
  var definitions: [String] { functions.list }

  // MARK: Names

  /// A value's name: `h_{t-1}`, `\gamma`, `x_{1}`.
  func name(_ value: Value) -> String {
    if let number = export.program.numbers[value.id] { return MathText.number(number) }
    let word = value.name.ascii
    if export.program.loss != nil, let text = MathNames.text(value.name) { return text }
    guard word.hasSuffix("_prev") else { return MathText.name(word) }
    return MathText.name(String(word.dropLast(5))) + "_{t-1}"
  }

  static func name(_ word: String) -> String {
    if let greek = greek[word] { return greek }
    let digits = String(word.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    let base = word.dropLast(digits.count)
    if base.count == 1, let letter = base.first, letter.isASCII, letter.isLetter {
      return digits.isEmpty ? String(letter) : "\(letter)_{\(digits)}"
    }
    return #"\mathit{\#(SafeText.latexWord(word))}"#
  }

  private static let greek = [
    "gamma": #"\gamma"#, "beta": #"\beta"#, "alpha": #"\alpha"#, "mu": #"\mu"#,
    "sigma2": #"\sigma^{2}"#, "tau": #"\tau"#,
  ]

  private static func number(_ number: Double) -> String {
    if number.isNaN { return #"\mathrm{NaN}"# }
    if number.isInfinite { return number < 0 ? #"-\infty"# : #"\infty"# }
    return power(NumberFormat.exact(number, .float64))
  }

  /// `1.5 \cdot 10^{-7}` of `1.5e-07`.
  private static func power(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    return #"\#(parts[0]) \cdot 10^{\#(exponent)}"#
  }

  // MARK: Formulas

  private func formula(_ term: Term) -> Formula {
    formula(term, name)
  }

  private func formula(_ term: Term, _ name: (Value) -> String) -> Formula {
    switch term {
    case .value(let value):
      return Formula(name(value), MathNames.isPrefixed(value.name) ? .sign : .atom)
    case .number(let number):
      let text = MathText.number(number)
      return Formula(text, text.hasPrefix("-") ? .sign : text.contains("c") ? .product : .atom)
    case .named(let function, let operands):
      let title = MathText.title(of: function)
      note(function, title, operands)
      let options = function.options.map { #"\text{\#(SafeText.latex($0))}"# }
      return .call(title, operands.map { formula($0, name) }, options)
    case .apply(let op, let operands):
      return op.latex(operands.map { formula($0, name) }, export.style.convention)
    }
  }

  /// `\operatorname{gelu}`, and `\operatorname{gelu}'` of its slope.
  private static func title(of function: NamedFunction) -> String {
    let isSlope = function.name.hasSuffix("_slope")
    let name = isSlope ? String(function.name.dropLast("_slope".count)) : function.name
    return #"\operatorname{\#(SafeText.latexWord(name))}"# + (isSlope ? "'" : "")
  }

  private func note(_ function: NamedFunction, _ title: String, _ operands: [Term]) {
    let key = "\(function.name) \(function.options)"
    guard functions.known.insert(key).inserted else { return }
    let own = Equations()
    let letters = ["x", "y", "z", "u", "v", "w"]
    let values = operands.enumerated().map { index, operand in
      own.input(
        Name(letters[min(index, 5)]), (try? operand.type()) ?? TensorType(.scalar, .float32))
    }
    let body = formula(function.definition(values)) { $0.name.ascii }
    let parameters = values.compactMap { $0.value?.name.ascii }.joined(separator: ", ")
    functions.list.append("\(title)(\(parameters)) &= \(body.text)")
  }

  // MARK: Numbers

  private static let format: NumberFormat = {
    var format = NumberFormat()
    format.precision = 3
    return format
  }()
  /// Rows and columns of a matrix that are shown.
  private static let (mostRows, mostColumns) = (6, 6)

  /// The value for the first recorded sample as a matrix, a row for each timestep.
  private func numbers(_ equation: Equation) throws -> String {
    let program = export.program
    let loops = program.loops(equation.scan).map { program.scans[$0].steps }
    guard loops.count <= 1 else { return #"\dots"# }
    let shape = equation.result.shape
    let rows: [[Double]]
    if let steps = loops.first {
      rows = try (0..<min(steps, MathText.mostRows)).map {
        try export.machine.read(equation.result, at: [$0], sample: 0).elements
      }
    } else {
      let whole = try export.machine.read(equation.result, sample: 0).elements
      let width = max(shape.rank > 0 ? shape.width : 1, 1)
      rows = stride(from: 0, to: whole.count, by: width).prefix(MathText.mostRows).map {
        Array(whole[$0..<$0 + width])
      }
    }
    let isCutBelow =
      (loops.first ?? rows.count) > MathText.mostRows
      || loops.isEmpty && shape.count > MathText.mostRows * max(shape.rank > 0 ? shape.width : 1, 1)
    let texts = rows.map { row in
      let shown = MathText.format.texts(
        Array(row.prefix(MathText.mostColumns)), equation.result.dtype
      )
      .map { MathText.cell($0) }
      return (shown + (row.count > MathText.mostColumns ? [#"\cdots"#] : [])).joined(
        separator: " & ")
    }
    if rows.count == 1, rows[0].count == 1, !isCutBelow { return texts[0] }
    let below = isCutBelow ? [#"\vdots"#] : []
    return #"\begin{bmatrix} \#((texts + below).joined(separator: #" \\ "#)) \end{bmatrix}"#
  }

  private static func cell(_ text: String) -> String {
    switch text {
    case "True", "False": #"\text{\#(text)}"#
    case "nan": #"\mathrm{NaN}"#
    case "inf": #"\infty"#
    case "-inf": #"-\infty"#
    default: power(text)
    }
  }
}

extension SafeText {
  /// A word of a program inside mathematics: letters and digits, the rest as underlines.
  static func latexWord(_ word: String) -> String {
    word.map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? String(character) : #"\_"#
    }.joined()
  }
}
