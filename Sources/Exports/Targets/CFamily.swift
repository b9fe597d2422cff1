import Equations
import Tensors
import Terms

/// What the exports to C and C++ share: the parts of the file.
struct CFamily {
  let export: Export
  let syntax: CSyntax
  /// The arrays that the program changes.
  var changed: Set<String> = []
  let helpers = Helpers()

  /// More numbers than this go to a file beside the program.
  static let mostNumbersInside = 200_000

  init(_ export: Export, isCpp: Bool) {
    self.export = export
    syntax = CSyntax(isDouble: export.isDouble, isCpp: isCpp)
  }

  var plan: Plan { export.plan }
  var real: String { syntax.real }
  var linkage: String { syntax.isCpp ? "inline" : "static" }
  var hasWeightFile: Bool { export.weightCount > CFamily.mostNumbersInside }

  /// Everything but the head, the way in and the self-check: weights, helpers, states, layers.
  func body() throws -> [String] {
    try body(of: plan.routines.map(layer))
  }

  /// The same with functions that are written already.
  func body(of layers: [[String]]) throws -> [String] {
    let needed = CHelpers(syntax: syntax, helpers: helpers).lines(for: layers.flatMap { $0 })
    return try weights() + states() + needed + layers.flatMap { $0 + [""] }
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

  func layer(_ routine: Routine) -> [String] {
    var writer = LoopWriter(plan, syntax, helpers)
    var parameters: [String] = []
    var names: [String] = []
    for (value, local) in routine.inputs {
      let name = writer.parameter(value, local.name.ascii)
      parameters.append("const \(real) *\(syntax.restrict) \(name)")
      names.append(name)
    }
    for value in routine.outputs {
      let name = writer.parameter(value, value.name.ascii)
      parameters.append("\(real) *\(syntax.restrict) \(name)")
      names.append(name)
    }
    let weights = routine.weights.map { value in
      (writer.name(value.id, value.name.ascii), plan.weightNames[value.id] ?? "", value.shape)
    }
    writer.write(routine.pieces)
    let used = writer.lines
    let code = writer.code
    let read = code.namedWords
    if read.contains(LoopWriter.samples[...]) {
      parameters.append("int \(LoopWriter.samples)")
    }
    let bound = weights.filter { name, _, _ in read.contains(name[...]) }
      .map { "  const \(real) *\($0) = \($1); /* \($2) */" }
    let unused = names.filter { !read.contains($0[...]) }.map { "  (void)\($0);" }
    // Compilers ask for a reason where an array is written and never read.
    let unread = writer.unreadBuffers.map { "  (void)\($0);" }
    return [syntax.comment(routine.title)]
      + wrapped(
        "\(code.contains { $0.contains("for (") } ? syntax.clones : "")\(linkage) void \(routine.name)(",
        parameters.isEmpty ? ["void"] : parameters)
      + bound + writer.buffers.map { "  \($0)" } + unused + used + unread + ["}"]
  }

  /// A head of a function, on several lines where one is too long.
  func wrapped(_ head: String, _ parameters: [String]) -> [String] {
    FilledLines.below(head, parameters, ") {", indent: "  ")
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
    let read = lines.namedWords
    let unused = inputs.filter { !read.contains($0[...]) }
    return buffers + unused.map { "  (void)\($0);" } + lines
  }
}
