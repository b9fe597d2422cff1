import Containers

/// Reads what is said of layers: `layer lambda_1 = x / 127.5 - 1`, or a file of equations.
///
/// ```text
/// layer Attention            # a layer by its name, or a class
/// weight W (features, units) # its first array in the file
/// weight b = bias (units)    # one by its name there
/// e = tanh(x @ W + b)        # equations, in the order of computing
/// y = mean(e, axis=0)
/// output (units)
/// ```
package struct LayerLines {
  private let file: String?
  private var definitions = LayerDefinitions()
  private var current: LayerDefinition?

  /// A larger file is no list of equations.
  private static let mostBytes = 1 << 20

  private init(file: String?) { self.file = file }

  /// Reads a file of equations.
  package static func read(path: String) throws -> LayerDefinitions {
    let text = try FileBytes(path: path).reading { file -> String in
      guard file.count <= mostBytes, let text = String(validating: file.bytes.array, as: UTF8.self)
      else {
        throw WrittenError(
          plain: "\(path.onOneLine): this is no text of equations",
          hint: "Expected lines as: layer lambda_1 = x * 2", isOfFile: true)
      }
      return text
    }
    return try read(text, file: path)
  }

  /// Reads the text of a file.
  package static func read(_ text: String, file: String) throws(WrittenError) -> LayerDefinitions {
    var reader = LayerLines(file: file)
    let lines = text.drop { $0 == "\u{FEFF}" }
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      try reader.take(WrittenPlace(line: String(line), file: "\(file):\(index + 1)"))
    }
    try reader.close()
    return reader.definitions
  }

  /// Reads `lambda_1 = x * 2`, as it is typed behind `layer`.
  package static func typed(_ text: String) throws(WrittenError) -> LayerDefinition {
    var scanner = LineScanner(WrittenPlace(line: text, file: nil))
    return try equation(of: try scanner.subject(), &scanner)
  }

  // MARK: Lines

  private mutating func take(_ place: WrittenPlace) throws(WrittenError) {
    var scanner = LineScanner(place)
    guard !scanner.isAtEnd else { return }
    let start = scanner.place
    guard let word = scanner.word() else {
      throw scanner.error("expected layer, weight, state, output, mask or NAME = EXPRESSION")
    }
    if scanner.takeEquals() { return try add(try scanner.equation(word, start)) }
    switch word {
    case "layer": try begin(&scanner)
    case "weight":
      let weight = try scanner.weight(number: current?.weights.count ?? 0, start)
      try change(start) { $0.weights.append(weight) }
    case "state":
      let state = try scanner.state(start)
      try change(start) { $0.states.append(state) }
    case "output":
      let output = try scanner.output(start)
      try change(start) { $0.outputs.append(output) }
    case "mask":
      try scanner.expectEnd()
      try change(start) { $0.keepsMask = true }
    default:
      throw WrittenError(
        "\(word.onOneLine) is no word of such a file", start, length: word.count,
        hint: "Expected layer, weight, state, output, mask or NAME = EXPRESSION.")
    }
  }

  private mutating func begin(_ scanner: inout LineScanner) throws(WrittenError) {
    try close()
    let subject = try scanner.subject()
    guard definitions[subject] == nil else {
      throw WrittenError(
        "\(subject.onOneLine) is said twice", scanner.start(of: subject), length: subject.count)
    }
    guard !scanner.isAtEnd else {
      current = LayerDefinition(subject, file: file)
      header = scanner.place
      return
    }
    var definition = try LayerLines.equation(of: subject, &scanner)
    definition.file = file
    definitions.set(definition)
  }

  /// The line that began the definition at hand.
  private var header: WrittenPlace?

  private mutating func add(_ equation: LayerDefinition.Equation) throws(WrittenError) {
    try change(equation.place) { $0.equations.append(equation) }
  }

  private mutating func change(
    _ place: WrittenPlace, _ body: (inout LayerDefinition) -> Void
  ) throws(WrittenError) {
    guard var definition = current else {
      throw WrittenError(
        "no layer is named before this line", place.at(0), length: place.line.count,
        hint: "layer NAME comes first.")
    }
    body(&definition)
    current = definition
  }

  /// Keeps the definition at hand.
  private mutating func close() throws(WrittenError) {
    guard let definition = current, let header else { return }
    current = nil
    guard !definition.equations.isEmpty else {
      throw WrittenError(
        "no equation is said of \(definition.subject.onOneLine)", header.at(0),
        length: header.line.count, hint: "Expected NAME = EXPRESSION behind it.")
    }
    try definition.check()
    definitions.set(definition)
  }

  /// `= x * 2` behind a subject.
  private static func equation(
    of subject: String, _ scanner: inout LineScanner
  ) throws(WrittenError) -> LayerDefinition {
    guard scanner.takeEquals() else { throw scanner.error("expected = and an expression") }
    var definition = LayerDefinition(subject)
    definition.equations = [try scanner.equation(LayerDefinition.typedName, scanner.place)]
    try definition.check()
    return definition
  }
}
