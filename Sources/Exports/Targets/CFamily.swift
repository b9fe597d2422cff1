import Containers
import Equations
import Tensors
import Terms

/// What the exports to C and C++ share: the parts of the file.
struct CFamily {
  let export: Export
  let syntax: CSyntax
  private let helpers = Helpers()

  /// More numbers than this go to a file beside the program.
  static let mostNumbersInside = 200_000

  init(_ export: Export, isCpp: Bool) {
    self.export = export
    syntax = CSyntax(isDouble: export.isDouble, isCpp: isCpp)
  }

  var plan: Plan { export.plan }
  private var real: String { syntax.real }
  private var linkage: String { syntax.isCpp ? "inline" : "static" }
  var hasWeightFile: Bool { export.weightCount > CFamily.mostNumbersInside }

  /// Everything but the head, the way in and the self-check: weights, helpers, states, layers.
  func body() throws -> [String] {
    let layers = plan.routines.map(layer)
    let needed = CHelpers(syntax: syntax, helpers: helpers).lines(for: layers.flatMap { $0 })
    return try weights() + states() + needed + layers.flatMap { $0 + [""] }
  }

  // MARK: Weights

  private func weights() throws -> [String] {
    guard !plan.weights.isEmpty else { return [] }
    if hasWeightFile { return weightsInFile() }
    var lines = ["/* Weights, row by row. */"]
    for (name, value) in plan.weights {
      lines += array(name, try export.numbers(value), "\(value.name.ascii) \(value.shape)")
    }
    return lines + [""]
  }

  private func weightsInFile() -> [String] {
    let total = export.weightCount
    var lines = ["/* All weights, as they lie in the file beside. */"]
    lines += ["\(linkage) \(real) weights[\(total)];"]
    var start = 0
    for (name, value) in plan.weights {
      lines.append(
        "\(linkage) \(real) *const \(name) = weights + \(start); /* \(value.shape) */")
      start += value.shape.count
    }
    return lines + [""]
  }

  /// The function that reads the weights; 1 when it has read them all.
  func loader(_ name: String) -> [String] {
    guard hasWeightFile else { return [] }
    return [
      "/* Reads the weights, which must be there before the first prediction; 0 when it cannot. */",
      "\(syntax.isCpp ? "inline " : "")int \(name)(const char *path) {",
      "  FILE *file = fopen(path, \"rb\");",
      "  size_t count = 0;",
      "  if (file) {",
      "    count = fread(weights, sizeof weights[0], \(export.weightCount), file);",
      "    fclose(file);",
      "  }",
      "  return count == \(export.weightCount);",
      "}", "",
    ]
  }

  /// The weights as they lie in the file: little-endian numbers one after another.
  func weightFile() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for (_, value) in plan.weights {
      for number in try export.numbers(value) {
        if export.isDouble {
          withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
        } else {
          withUnsafeBytes(of: Float(number).bitPattern.littleEndian) { bytes += $0 }
        }
      }
    }
    return bytes
  }

  /// An array of numbers, as many in a line as fit.
  func array(_ name: String, _ numbers: [Double], _ note: String) -> [String] {
    let count = max(numbers.count, 1)
    var lines = ["\(linkage) const \(real) \(name)[\(count)] = { \(syntax.comment(note))"]
    var line = " "
    for (place, number) in (numbers.isEmpty ? [0] : numbers).enumerated() {
      if place % 4096 == 4095, Interruption.isWished() { break }
      let text = " \(syntax.number(number)),"
      if line.count + text.count > 98 {
        lines.append(line)
        line = " "
      }
      line += text
    }
    return lines + [line, "};"]
  }

  private func states() -> [String] {
    guard !plan.states.isEmpty else { return [] }
    return ["/* The states that the last call left. */"]
      + plan.states.map { state in
        let carry = plan.program.scans[state.scan].carries[state.carry]
        let count = plan.program.values[carry.next].shape.count
        return "\(linkage) \(real) \(state.name)[\(max(count, 1))];"
      } + [""]
  }

  /// Lines that set all states to zero.
  func resetLines() -> [String] {
    plan.states.map { state in
      let carry = plan.program.scans[state.scan].carries[state.carry]
      let count = max(plan.program.values[carry.next].shape.count, 1)
      return "  for (int k = 0; k < \(count); k++) \(state.name)[k] = 0;"
    }
  }

  // MARK: Layers

  private func layer(_ routine: Routine) -> [String] {
    var writer = LoopWriter(plan, syntax, helpers)
    var parameters: [String] = []
    var names: [String] = []
    for (value, local) in routine.inputs {
      let name = writer.name(value.id, local.name.ascii)
      parameters.append("const \(real) *\(syntax.restrict) \(name)")
      names.append(name)
    }
    for value in routine.outputs {
      let name = writer.name(value.id, value.name.ascii)
      parameters.append("\(real) *\(syntax.restrict) \(name)")
      names.append(name)
    }
    let weights = routine.weights.map { value in
      (writer.name(value.id, value.name.ascii), plan.weightNames[value.id] ?? "", value.shape)
    }
    writer.write(routine.items)
    let used = writer.lines
    let code = writer.code
    let bound = weights.filter { name, _, _ in code.contains { $0.names(name) } }
      .map { "  const \(real) *\($0) = \($1); /* \($2) */" }
    let unused = names.filter { name in !code.contains { $0.names(name) } }
      .map { "  (void)\($0);" }
    // Compilers ask for a reason where an array is written and never read.
    let unread = writer.unreadBuffers.map { "  (void)\($0);" }
    return [syntax.comment(routine.title)]
      + wrapped(
        "\(code.contains { $0.contains("for (") } ? syntax.clones : "")\(linkage) void \(routine.name)(",
        parameters.isEmpty ? ["void"] : parameters)
      + bound + writer.buffers.map { "  \($0)" } + unused + used + unread + ["}"]
  }

  /// A head of a function, on two lines where one is too long.
  func wrapped(_ head: String, _ parameters: [String]) -> [String] {
    let list = parameters.joined(separator: ", ")
    let line = "\(head)\(list)) {"
    return line.count <= 100 ? [line] : [head, "  \(list)) {"]
  }

  // MARK: The way in

  /// The calls of all layers, between inputs and outputs of the given names.
  func calls(inputs: [String], outputs: [String]) -> [String] {
    var names: [Int: String] = [:]
    var identifiers = Identifiers(avoiding: plan.globals.union(inputs).union(outputs))
    for (input, name) in zip(plan.inputs, inputs) { names[input.value.id] = name }
    for (output, name) in zip(plan.outputs, outputs) {
      let id = plan.source(output.value.id)
      if names[id] == nil { names[id] = name }
    }
    var buffers: [String] = []
    var lines: [String] = []
    for routine in plan.routines {
      for value in routine.outputs where names[value.id] == nil {
        let name = identifiers.unique("\(routine.name)_\(value.name.ascii)")
        names[value.id] = name
        buffers.append("  " + syntax.buffer(name, value.shape.count))
      }
      let arguments = (routine.inputs.map(\.value) + routine.outputs).map { names[$0.id] ?? "" }
      lines.append("  \(routine.name)(\(arguments.joined(separator: ", ")));")
    }
    for (output, name) in zip(plan.outputs, outputs) {
      guard let source = names[plan.source(output.value.id)], source != name else { continue }
      let count = output.value.shape.count
      lines.append("  for (int k = 0; k < \(count); k++) \(name)[k] = \(source)[k];")
    }
    let unused = inputs.filter { name in !lines.contains { $0.names(name) } }
    return buffers + unused.map { "  (void)\($0);" } + lines
  }

  // MARK: Self-check

  /// The recorded numbers, and a function that compares with them and returns 1 where they differ.
  func selfCheck(named check: String, predict: String, reset: String?, load: String?) -> [String] {
    let samples = export.record.count
    var lines: [String] = []
    var calls: [String] = []
    for (index, input) in plan.inputs.enumerated() {
      let numbers = export.record.flatMap { $0.inputs[index].elements }
      lines += array(
        "recorded_x\(index)", numbers, "\(input.name): \(samples) sample\(samples == 1 ? "" : "s")")
      calls.append("recorded_x\(index) + sample * \(input.value.shape.count)")
    }
    var compared: [String] = []
    for (index, output) in plan.outputs.enumerated() {
      let count = output.value.shape.count
      let numbers = export.record.flatMap { $0.outputs[index].elements }
      lines += array("recorded_y\(index)", numbers, output.name)
      lines.append("static \(real) found_y\(index)[\(max(count, 1))];")
      calls.append("found_y\(index)")
      compared.append(
        "    compare(found_y\(index), recorded_y\(index) + sample * \(count), \(count), &largest, &wrong);"
      )
    }
    let (absolute, relative) = export.tolerance
    lines += [
      "",
      "static void compare(",
      "  const \(real) *found, const \(real) *right, int n, double *largest, int *wrong) {",
      "  for (int k = 0; k < n; k++) {",
      "    const double apart = fabs((double)found[k] - (double)right[k]);",
      "    const double allowed = \(absolute) + \(relative) * fabs((double)right[k]);",
      "    if (found[k] == right[k] || (found[k] != found[k] && right[k] != right[k])) continue;",
      "    if (!(apart <= *largest)) *largest = apart;",
      "    if (!(apart <= allowed)) *wrong += 1;",
      "  }",
      "}", "",
      "/* 0 when the recorded outputs come out again. */",
      "\(syntax.isCpp ? "inline " : "")int \(check)(void) {",
      "  double largest = 0;", "  int wrong = 0;",
    ]
    if !syntax.isCpp { lines[lines.count - 2] = "int \(check)(void);\n" + lines[lines.count - 2] }
    if let load {
      lines += [
        "  if (!\(load)) {", "    printf(\"\(export.name): the weights cannot be read\\n\");",
        "    return 1;", "  }",
      ]
    }
    lines += ["  for (int sample = 0; sample < \(samples); sample++) {"]
    if let reset {
      let condition = export.callsInARow > 1 ? "if (sample % \(export.callsInARow) == 0) " : ""
      lines.append("    \(condition)\(reset)();")
    }
    lines.append("    \(predict)(\(calls.joined(separator: ", ")));")
    lines += compared
    lines += [
      "  }",
      "  printf(\"\(export.name): largest difference %g, %s\\n\", largest, wrong ? \"WRONG\" : \"ok\");",
      "  return wrong != 0;",
      "}", "",
    ]
    return lines
  }
}
