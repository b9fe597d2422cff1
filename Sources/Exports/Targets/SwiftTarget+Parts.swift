import Tensors
import Terms

/// What programs in Swift of a prediction and of a step share.
extension SwiftTarget {
  /// The file's name as its head has it.
  static func file(_ export: Export) -> String {
    SafeText.comment(export.path?.split(separator: "/").last.map(String.init) ?? "model.swift")
  }

  /// Where the weights go that are too many for the program itself; nil where they are inside.
  func weightPath(_ export: Export) throws -> String? {
    guard export.weightCount > SwiftTarget.mostNumbersInside else { return nil }
    guard let path = export.path(beside: ".weights.bin") else {
      throw ExportError(
        "\(export.subject.name) has \(export.weightCount) weights, which go to a file beside the program",
        hint: "Name the program's file.")
    }
    return path
  }

  /// The program, ended by what runs its self-check, and the file of its weights where they have a place of their own.
  func written(
    _ lines: [String], _ export: Export, weightsAt path: String?
  ) throws -> [ExportedFile] {
    let ending = [
      "}", "", "#if SELF_CHECK", "  @main struct SelfCheck {",
      "    static func main() { exit(\(export.name).selfCheck()) }", "  }", "#endif",
    ]
    let text = ExportedFile((lines + ending).joined(separator: "\n") + "\n")
    guard let path else { return [text] }
    return [text, ExportedFile(path: path, try CFamily(export, isCpp: false).weightFile())]
  }

  /// The arrays of weights; those of `changed` can be written to.
  func weights(
    _ export: Export, _ syntax: SwiftSyntax, isOutside: Bool, changed: Set<String> = []
  ) throws -> [String] {
    guard !export.plan.weights.isEmpty else { return [] }
    var lines = ["  // Weights, row by row."]
    if isOutside {
      let file = export.path(beside: ".weights.bin")?.split(separator: "/").last.map(String.init)
      lines += [
        "  /// The file of all weights; set it before the first prediction.",
        "  nonisolated(unsafe) static var weightFile = \(SafeText.quoted(file ?? ""))", "",
        "  private static let numbers: [\(syntax.real)] = {",
        "    guard let data = FileManager.default.contents(atPath: weightFile),",
        "      data.count == \(export.weightCount) * MemoryLayout<\(syntax.real)>.size",
        "    else { fatalError(\"the weights cannot be read\") }",
        "    return data.withUnsafeBytes { Array($0.bindMemory(to: \(syntax.real).self)) }",
        "  }()", "",
      ]
    }
    func declared(_ name: String) -> String {
      changed.contains(name) ? "nonisolated(unsafe) static var \(name)" : "static let \(name)"
    }
    var start = 0
    for (name, value) in export.plan.weights {
      let count = value.shape.count
      if isOutside {
        lines.append(
          "  \(declared(name)) = Array(numbers[\(start)..<\(start + count)])  // \(value.shape)")
        start += count
      } else {
        lines += array(
          declared(name), try export.numbers(value), "\(value.name.ascii) \(value.shape)", syntax)
      }
    }
    return lines + [""]
  }

  /// An array of numbers behind what declares it.
  func array(
    _ declaration: String, _ numbers: [Double], _ note: String, _ syntax: SwiftSyntax
  ) -> [String] {
    var lines = ["  \(declaration): [\(syntax.real)] = [  \(syntax.comment(note))"]
    var line = "   "
    for number in numbers {
      // Infinity and NaN are members of the type, which is known here.
      let written = syntax.number(number)
      let text =
        number.isFinite
        ? " \(written)," : " \(written.replacing("\(syntax.real).", with: ".")),"
      if line.utf8.count + text.utf8.count > 98 {
        lines.append(line)
        line = "   "
      }
      line += text
    }
    return lines + [line, "  ]"]
  }

  /// The function of a layer call: what it reads and what it gives.
  func layer(
    _ routine: Routine, _ plan: Plan, _ syntax: SwiftSyntax, _ helpers: Helpers
  ) -> [String] {
    var writer = LoopWriter(plan, syntax, helpers)
    var parameters = routine.inputs.map { input in
      "_ \(writer.parameter(input.value, input.local.name.ascii)): [\(syntax.real)]"
    }
    // What is kept of every timestep is filled by the loop.
    for value in routine.outputs where value.scope != nil {
      writer.allocate(
        writer.parameter(value, value.name.ascii), plan.wholeShape(value).count)
    }
    let weights = routine.weights.map { value in
      (writer.name(value.id, value.name.ascii), plan.weightNames[value.id] ?? "", value.shape)
    }
    writer.write(routine.pieces)
    let read = writer.code.namedWords
    if read.contains(LoopWriter.samples[...]) {
      parameters.append("_ \(LoopWriter.samples): Int")
    }
    let names = routine.outputs.map { value in
      (value.scope == nil ? writer.names[value.id] : writer.overTime[plan.source(value.id)]) ?? ""
    }
    let bound = weights.filter { name, _, _ in read.contains(name[...]) }
      .map { "let \($0) = \($1)  // \($2)" }
    let returned = names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
    let result =
      names.count == 1
      ? "[\(syntax.real)]"
      : "(" + names.map { _ in "[\(syntax.real)]" }.joined(separator: ", ") + ")"
    let body = (bound + writer.buffers).map { "  " + $0 } + writer.lines + ["  return \(returned)"]
    return
      (["/// \(SafeText.comment(routine.title))"]
      + FilledLines.below(
        "static func \(routine.name)(", parameters, ") -> \(result) {", indent: "  ")
      + body + ["}"]).map { $0.isEmpty ? "" : "  " + $0 }
  }
}
