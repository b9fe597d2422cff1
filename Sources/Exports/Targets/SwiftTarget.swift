import Equations
import Tensors
import Terms

/// One Swift file without packages.
struct SwiftTarget: ExportTarget {
  let name = "swift"
  let summary = "one Swift file, no packages"
  let showsNumbers = false

  /// More numbers than this go to a file beside the program: literals compile slowly.
  static let mostNumbersInside = 20_000

  func files(_ export: Export) throws -> [ExportedFile] {
    let plan = export.plan
    let syntax = SwiftSyntax(isDouble: export.isDouble)
    let helpers = Helpers()
    let real = syntax.real
    let outside = try weightPath(export)
    let file = SwiftTarget.file(export)
    let result = SwiftTarget.type(plan.outputs.map(\.name), real)
    let parameters = plan.inputs.map { "_ \($0.name): [\(real)]" }.joined(separator: ", ")
    var lines =
      (export.head("Swift") + [
        "", "    \(export.name).predict(\(parameters)) -> \(result)", "",
        "Check it: swiftc -O -parse-as-library -D SELF_CHECK \(file) -o check && ./check",
      ]).map { $0.isEmpty ? "//" : "// " + SafeText.comment($0) }
    lines += ["", "import Foundation", "", "enum \(export.name) {"]
    let layers = plan.routines.map { layer($0, plan, syntax, helpers) }
    lines += try weights(export, syntax, isOutside: outside != nil)
    lines += plan.states.map { state in
      let carry = plan.program.scans[state.scan].carries[state.carry]
      let count = plan.program.values[carry.next].shape.count
      return
        "  nonisolated(unsafe) static var \(state.name) = [\(real)](repeating: 0, count: \(count))"
    }
    if !plan.states.isEmpty {
      lines += ["", "  /// Sets all states to zero.", "  static func reset() {"]
      lines += plan.states.map { "    for k in \($0.name).indices { \($0.name)[k] = 0 }" }
      lines += ["  }", ""]
    }
    lines += SwiftHelpers(syntax: syntax, helpers: helpers).lines()
    lines += layers.flatMap { $0 + [""] }
    lines += [
      "  /// The layers one after another.", "  static func predict(\(parameters)) -> \(result) {",
    ]
    lines += calls(plan) + ["  }", ""]
    lines += selfCheck(export, syntax)
    return try written(lines, export, weightsAt: outside)
  }

  /// `[Float]`, or a tuple of them.
  private static func type(_ names: [String], _ real: String) -> String {
    names.count == 1
      ? "[\(real)]" : "(" + names.map { "\($0): [\(real)]" }.joined(separator: ", ") + ")"
  }

  private func calls(_ plan: Plan) -> [String] {
    var names: [Int: String] = [:]
    var identifiers = Identifiers(avoiding: plan.globals.union(plan.inputs.map(\.name)))
    for input in plan.inputs { names[input.value.id] = input.name }
    var lines: [String] = []
    for routine in plan.routines {
      let arguments = routine.inputs.map { names[$0.value.id] ?? "" }.joined(separator: ", ")
      let results = routine.outputs.map { value in
        let name = identifiers.unique("\(routine.name)_\(value.name.ascii)")
        names[value.id] = name
        return name
      }
      let target =
        results.isEmpty
        ? "_" : results.count == 1 ? results[0] : "(\(results.joined(separator: ", ")))"
      lines.append(
        "    \(results.isEmpty ? "" : "let ")\(target) = \(routine.name)(\(arguments))")
    }
    let given = plan.outputs.map { names[plan.source($0.value.id)] ?? "" }
    return lines + [
      "    return \(given.count == 1 ? given[0] : "(\(given.joined(separator: ", ")))")"
    ]
  }

  private func selfCheck(_ export: Export, _ syntax: SwiftSyntax) -> [String] {
    let plan = export.plan
    let samples = export.record.count
    var lines: [String] = []
    for (index, input) in plan.inputs.enumerated() {
      lines += array(
        "static let recorded_x\(index)", export.record.flatMap { $0.inputs[index].elements },
        "\(input.name): \(samples) sample\(samples == 1 ? "" : "s")", syntax)
    }
    for (index, output) in plan.outputs.enumerated() {
      lines += array(
        "static let recorded_y\(index)", export.record.flatMap { $0.outputs[index].elements },
        output.name, syntax)
    }
    let arguments = plan.inputs.enumerated().map { index, input in
      let count = input.value.shape.count
      return "Array(recorded_x\(index)[sample * \(count)..<(sample + 1) * \(count)])"
    }
    let (absolute, relative) = export.tolerance
    lines += [
      "", "  /// 0 when the recorded outputs come out again.",
      "  static func selfCheck() -> Int32 {",
      "    var (largest, wrong) = (0.0, 0)",
      "    for sample in 0..<\(samples) {",
    ]
    if !plan.states.isEmpty {
      lines.append("      if sample % \(export.callsInARow) == 0 { reset() }")
    }
    lines.append("      let found = predict(\(arguments.joined(separator: ", ")))")
    for (index, output) in plan.outputs.enumerated() {
      let found = plan.outputs.count == 1 ? "found" : "found.\(output.name)"
      let count = output.value.shape.count
      lines += [
        "      for k in 0..<\(count) {",
        "        let (one, right) = (\(found)[k], recorded_y\(index)[sample * \(count) + k])",
        "        if one == right || one.isNaN && right.isNaN { continue }",
        "        let apart = abs(Double(one) - Double(right))",
        "        let allowed = \(absolute) + \(relative) * abs(Double(right))",
        "        if !(apart <= largest) { largest = apart }",
        "        if !(apart <= allowed) { wrong += 1 }",
        "      }",
      ]
    }
    return lines + [
      "    }",
      "    print(\"\(export.name): largest difference \\(largest), \\(wrong == 0 ? \"ok\" : \"WRONG\")\")",
      "    return wrong == 0 ? 0 : 1", "  }",
    ]
  }
}
