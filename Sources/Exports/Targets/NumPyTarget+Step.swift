import Containers
import Tensors
import Terms

/// A step of training as a Python module.
extension NumPyTarget: StepTarget {
  func files(_ export: StepExport) throws -> [ExportedFile] {
    let (arrays, path) = try paths(export.base)
    let plan = export.steps.plan
    let helpers = NumPyHelpers(isDouble: export.base.isDouble, avoiding: plan.globals)
    let layers = plan.routines.map { layer($0, plan, helpers) }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let beside = SafeText.quoted(arrays.split(separator: "/").last.map(String.init) ?? arrays)
    let names = export.steps.given.map(\.name).joined(separator: ", ")
    let head =
      export.head("NumPy") + [
        "", "    loss = train_step(\(names))", "",
        "gives the loss before the step and changes weights: the model's, and what the optimizer keeps.",
        "Check it: python \(file)",
      ]
    var lines = ["\"\"\""] + documentation(head) + ["\"\"\"", ""]
    lines += helpers.definitions.joined().contains { $0.names("math") } ? ["import math"] : []
    lines += ["import os", "import sys", "", "import numpy as np", ""]
    lines += [
      "real = np.\(export.base.isDouble ? "float64" : "float32")",
      "recorded = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), \(beside)))",
      "weights = {",
      "    name: recorded[name] for name in recorded.files if not name.startswith(\"recorded.\")}",
      "# The arrays that a step changes, and every how manieth of their numbers is compared.",
      "changed = [",
    ]
    lines += export.steps.updates.map { "    \"\($0.name)\"," } + ["]"]
    lines += ["strides = {", "    \"loss\": 1,"]
    lines += export.steps.updates.map { update in
      "    \"\(update.name)\": \(export.record.stride(update.given.shape.count)),"
    }
    lines += ["}", ""]
    for definition in helpers.definitions { lines += [""] + definition + [""] }
    for layer in layers { lines += [""] + layer + [""] }
    lines += [""] + trainStep(export, layers) + ["", ""] + stepCheck(export)
    return [
      ExportedFile(lines.joined(separator: "\n") + "\n"),
      ExportedFile(path: arrays, try Npz.write(try stepArrays(export))),
    ]
  }

  // MARK: The step

  private func trainStep(_ export: StepExport, _ layers: [[String]]) -> [String] {
    let steps = export.steps
    let calls = StepCalls(steps)
    let first = steps.given.first?.name ?? "x"
    var lines = [
      "def train_step(\(steps.given.map(\.name).joined(separator: ", "))):",
      "    \"\"\"One step of fit on a batch: gives the loss before it, and changes `weights`.\"\"\"",
    ]
    for (value, name) in steps.given {
      let dims = (["-1"] + value.shape.dims.map(String.init)).joined(separator: ", ")
      let comma = value.shape.rank == 0 ? "," : ""
      lines.append("    \(name) = np.asarray(\(name), real).reshape((\(dims)\(comma)))")
    }
    lines.append("    samples = real(len(\(first)))")
    lines.append("    with np.errstate(all=\"ignore\"):")
    for (isPass, routines) in steps.stretches {
      let own = routines.map { (steps.plan.routines[$0], layers[$0][0].names(LoopWriter.samples)) }
      if isPass {
        lines += pass(own, routines, calls, counting: first).map { "        " + $0 }
      } else {
        lines += own.flatMap { call($0, $1, calls) }.map { "        " + $0 }
      }
    }
    lines.append("        # what the next step begins with")
    for (_, name, _, next) in steps.updates {
      lines.append("        weights[\"\(name)\"] = np.asarray(\(reference(next, calls)), real)")
    }
    return lines + ["    return float(\(reference(steps.loss, calls)))"]
  }

  /// One pass over the samples: what they share is summed up.
  private func pass(
    _ routines: [(Routine, Bool)], _ range: Range<Int>, _ calls: StepCalls, counting first: String
  ) -> [String] {
    let sums = calls.sums(of: range)
    var lines = sums.map { sum in
      "\(calls.array(sum.value)) = np.zeros(\(NumPyHelpers.tuple(sum.value.shape)), real)"
    }
    lines += routines.flatMap { $0.0.outputs }.filter(calls.isKept).map {
      "\(calls.array($0)) = [None] * len(\(first))"
    }
    lines.append("for sample in range(len(\(first))):")
    lines += routines.flatMap { call($0, $1, calls, sample: "[sample]") }.map { "    " + $0 }
    return lines + sums.filter(\.isMean).map { "\(calls.array($0.value)) /= samples" }
  }

  /// The call of a function, and what it adds to sums.
  private func call(
    _ routine: Routine, _ countsSamples: Bool, _ calls: StepCalls, sample: String = ""
  ) -> [String] {
    func name(_ value: Value) -> String {
      reference(value, calls) + (calls.isKept(value) ? sample : "")
    }
    let arguments = routine.inputs.map { name($0.value) } + (countsSamples ? ["samples"] : [])
    let results = routine.outputs.map { calls.shares[$0.id] ?? name($0) }
    let sums = routine.outputs.compactMap { value in
      calls.shares[value.id].map { "\(calls.array(value)) += \($0)" }
    }
    return assigned(results, routine.name, arguments) + sums
  }

  /// `a, b = dense(x)`, on several lines where one is too long.
  private func assigned(_ results: [String], _ name: String, _ arguments: [String]) -> [String] {
    let targets = results.isEmpty ? "" : results.joined(separator: ", ") + " = "
    let head = "\(targets)\(name)("
    guard results.count > 1, head.count > 80 else {
      return FilledLines.below(head, arguments, ")", indent: "    ")
    }
    return FilledLines.behind("(", results, ") = \(name)(", indent: " ")
      + FilledLines.behind("    ", arguments, ")", indent: "    ")
  }

  private func reference(_ value: Value, _ calls: StepCalls) -> String {
    calls.names[value.id] ?? "weights[\"\(calls.array(value))\"]"
  }
}
