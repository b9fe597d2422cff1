import Tensors
import Terms

/// A step of training as one Swift file.
extension SwiftTarget: StepTarget {
  func files(_ export: StepExport) throws -> [ExportedFile] {
    let (base, steps) = (export.base, export.steps)
    let syntax = SwiftSyntax(isDouble: base.isDouble)
    let helpers = Helpers()
    for name in ["add_up", "copy"] { helpers.use(name) }
    let outside = try weightPath(base)
    let parameters =
      steps.given.map { "_ \($0.name): [\(syntax.real)]" } + ["_ \(LoopWriter.samples): Int"]
    let head =
      export.head("Swift") + [
        "",
        "    \(base.name).train_step(\(parameters.joined(separator: ", "))) -> \(syntax.real)", "",
        "gives the loss before the step and changes the weights and what the optimizer keeps.",
        "Arrays of a batch have one sample behind the other; one thread at a time may call it.",
        "Check it: swiftc -O -parse-as-library -D SELF_CHECK \(SwiftTarget.file(base)) -o check && ./check",
      ]
    var lines = head.map { $0.isEmpty ? "//" : "// " + SafeText.comment($0) }
    lines += ["", "import Foundation", "", "enum \(base.name) {"]
    let layers = steps.plan.routines.map { layer($0, steps.plan, syntax, helpers) }
    lines += try weights(
      base, syntax, isOutside: outside != nil, changed: Set(steps.updates.map(\.name)))
    lines += SwiftHelpers(syntax: syntax, helpers: helpers).lines()
    lines += layers.flatMap { $0 + [""] }
    lines += ["  /// One step of fit on a batch: gives the loss before it."]
    lines += trainStep(steps, layers, parameters, syntax).map { "  " + $0 } + [""]
    return try written(lines + stepCheck(export, syntax), base, weightsAt: outside)
  }

  /// The function that makes a step; `layers` are the functions that it calls.
  private func trainStep(
    _ steps: StepPlan, _ layers: [[String]], _ parameters: [String], _ syntax: SwiftSyntax
  ) -> [String] {
    let calls = StepCalls(steps)
    func counts(_ index: Int) -> Bool {
      layers[index].contains { $0.contains("_ \(LoopWriter.samples): Int") }
    }
    var lines: [String] = []
    for (isPass, routines) in steps.stretches {
      guard isPass else {
        for index in routines {
          lines += call(steps.plan.routines[index], counts(index), calls)
        }
        continue
      }
      lines += beginning(routines, calls, syntax)
      lines.append("for sample in 0..<samples {")
      lines += given(routines, calls).map { "  " + $0 }
      for index in routines {
        lines += call(steps.plan.routines[index], counts(index), calls).map { "  " + $0 }
      }
      lines.append("}")
      lines += calls.sums(of: routines).filter(\.isMean).map { sum -> String in
        let name = calls.array(sum.value)
        return "for k in \(name).indices { \(name)[k] /= \(syntax.converted(LoopWriter.samples)) }"
      }
    }
    lines.append("// what the next step begins with")
    for (_, name, _, next) in steps.updates where calls.array(next) != name {
      lines.append("\(name) = \(calls.array(next))")
    }
    lines.append("return \(calls.array(steps.loss))[0]")
    return FilledLines.below(
      "static func train_step(", parameters, ") -> \(syntax.real) {", indent: "  ")
      + lines.map { "  " + $0 } + ["}"]
  }

  /// What a pass over the samples fills: sums over them, and what is kept of each for a later one.
  private func beginning(
    _ routines: Range<Int>, _ calls: StepCalls, _ syntax: SwiftSyntax
  ) -> [String] {
    calls.steps.plan.routines[routines].flatMap(\.outputs).compactMap { value -> String? in
      if calls.steps.sums[value.id] != nil {
        return syntax.buffer(calls.array(value), value.shape.count)
      }
      guard calls.isKept(value) else { return nil }
      return "var \(calls.array(value)) = [\(syntax.real)](repeating: 0, "
        + "count: samples * \(calls.shape(value).count))"
    }
  }

  /// This sample's part of what is there for all of them.
  private func given(_ routines: Range<Int>, _ calls: StepCalls) -> [String] {
    let own = Set(calls.steps.plan.routines[routines].flatMap(\.outputs).map(\.id))
    var seen: Set<Int> = []
    let read = calls.steps.plan.routines[routines].flatMap(\.inputs).map(\.value)
    return read.filter { calls.isKept($0) && !own.contains($0.id) && seen.insert($0.id).inserted }
      .map { value -> String in
        let (name, count) = (calls.array(value), calls.shape(value).count)
        return "let \(name)_own = Array(\(name)[sample * \(count)..<(sample + 1) * \(count)])"
      }
  }

  /// The call of a function, what it adds to sums, and what is kept of it.
  private func call(_ routine: Routine, _ countsSamples: Bool, _ calls: StepCalls) -> [String] {
    func own(_ value: Value) -> String {
      calls.shares[value.id] ?? calls.array(value) + (calls.isKept(value) ? "_own" : "")
    }
    let arguments =
      routine.inputs.map { read in
        calls.array(read.value) + (calls.isKept(read.value) ? "_own" : "")
      } + (countsSamples ? [LoopWriter.samples] : [])
    let results = routine.outputs.map(own)
    // A tuple that is too long for a line stands above its call.
    let isOne = results.count == 1
    var target =
      results.isEmpty
      ? ["_ = \(routine.name)("]
      : FilledLines.below(
        isOne ? "let " : "let (", results, "\(isOne ? "" : ")") = \(routine.name)(", indent: "  ")
    let last = target.removeLast()
    let kept = routine.outputs.compactMap { value -> String? in
      let (name, count) = (calls.array(value), calls.shape(value).count)
      if let share = calls.shares[value.id] { return "add_up(\(share), &\(name), \(count))" }
      guard calls.isKept(value) else { return nil }
      return "copy(\(name)_own, &\(name), \(count), at: [0, sample * \(count)])"
    }
    return target + FilledLines.below(last, arguments, ")", indent: "  ") + kept
  }
}
