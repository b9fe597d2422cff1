import Tensors
import Terms

/// A step of training in C and C++.
extension CFamily {
  init(_ export: StepExport, isCpp: Bool) {
    self.init(export.base, isCpp: isCpp)
    changed = Set(export.steps.updates.map(\.name))
    for name in ["add_up", "copy"] { helpers.use(name) }
    if !export.steps.sums.isEmpty { helpers.use("fill") }
  }

  /// What the function of a step takes.
  func stepParameters(_ export: StepExport) -> [String] {
    export.steps.given.map { "const \(real) *\($0.name)" } + ["int \(LoopWriter.samples)"]
  }

  /// What the head says of that.
  func batchRemark(_ export: StepExport) -> [String] {
    export.steps.keptOfSamples.isEmpty
      ? []
      : ["A batch has MODEL_BATCH samples at most; of a larger one the loss is not a number."]
  }

  /// How many samples a batch may have, where their values are kept for a second pass.
  func batchLimit(_ export: StepExport) -> [String] {
    guard !export.steps.keptOfSamples.isEmpty else { return [] }
    return [
      "/* So many samples a batch may have. */", "#ifndef MODEL_BATCH",
      "#define MODEL_BATCH \(export.record.samples)", "#endif", "",
    ]
  }

  /// The function that makes a step; `layers` are the functions that it calls.
  func trainStep(
    _ export: StepExport, _ layers: [[String]], head: String, first: [String] = []
  ) -> [String] {
    let steps = export.steps
    let calls = StepCalls(steps)
    var lines: [String] = []
    for (isPass, routines) in steps.stretches {
      let own = routines.map { index in
        (steps.plan.routines[index], CFamily.countsSamples(layers[index]))
      }
      lines +=
        isPass
        ? pass(own, calls.sums(of: routines), calls)
        : own.flatMap { call($0, $1, calls) }
    }
    lines.append(syntax.comment("what the next step begins with"))
    for (_, name, given, next) in steps.updates where calls.array(next) != name {
      lines.append("copy(\(calls.array(next)), \(name), \(given.shape.count));")
    }
    lines.append("return \(calls.array(steps.loss))[0];")
    let limit =
      steps.keptOfSamples.isEmpty
      ? [] : ["if (samples > MODEL_BATCH) return \(syntax.number(.nan));"]
    let read = lines.namedWords
    let unused = steps.given.map(\.name).filter { !read.contains($0[...]) }
      .map { "(void)\($0);" }
    return wrapped(head, stepParameters(export))
      + (first + stepBuffers(steps, calls) + limit + unused + lines).map { "  " + $0 } + ["}", ""]
  }

  private static func countsSamples(_ layer: [String]) -> Bool {
    layer.contains { $0.hasSuffix("int \(LoopWriter.samples)) {") }
  }

  private func stepBuffers(_ steps: StepPlan, _ calls: StepCalls) -> [String] {
    steps.plan.routines.flatMap { routine in
      routine.outputs.flatMap { value -> [String] in
        let count = max(calls.shape(value).count, 1)
        let share = calls.shares[value.id].map { [syntax.buffer($0, count)] } ?? []
        return share + [
          calls.isKept(value)
            ? "MODEL_BUFFER \(real) \(calls.array(value))[MODEL_BATCH * \(count)];"
            : syntax.buffer(calls.array(value), count)
        ]
      }
    }
  }

  /// One pass over the samples: what they share is summed up.
  private func pass(
    _ routines: [(Routine, Bool)], _ sums: [Phases.Sum], _ calls: StepCalls
  ) -> [String] {
    var lines = sums.map { sum in
      "fill(\(calls.array(sum.value)), 0, \(sum.value.shape.count));"
    }
    lines.append("for (int sample = 0; sample < samples; sample++) {")
    lines += routines.flatMap { call($0, $1, calls) }.map { "  " + $0 }
    lines.append("}")
    return lines
      + sums.filter(\.isMean).map { sum in
        let loop = syntax.loop("k", sum.value.shape.count).dropLast(2)
        return "\(loop) \(calls.array(sum.value))[k] /= \(syntax.converted(LoopWriter.samples));"
      }
  }

  /// The call of a function, and what it adds to sums.
  private func call(_ routine: Routine, _ countsSamples: Bool, _ calls: StepCalls) -> [String] {
    func place(_ value: Value) -> String {
      let name = calls.array(value)
      guard calls.isKept(value) else { return name }
      let count = calls.shape(value).count
      return count == 1 ? "\(name) + sample" : "\(name) + sample * \(count)"
    }
    let arguments =
      routine.inputs.map { place($0.value) }
      + routine.outputs.map { calls.shares[$0.id] ?? place($0) }
      + (countsSamples ? [LoopWriter.samples] : [])
    let sums = routine.outputs.compactMap { value in
      calls.shares[value.id].map {
        "add_up(\($0), \(calls.array(value)), \(value.shape.count));"
      }
    }
    return FilledLines.below("\(routine.name)(", arguments, ");", indent: "  ") + sums
  }
}
