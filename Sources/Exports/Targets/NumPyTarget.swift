import Containers
import Equations
import Models
import Tensors
import Terms

/// A Python module on NumPy, the weights in an .npz beside it.
struct NumPyTarget: ExportTarget {
  let name = "numpy"
  let summary = "a Python module on NumPy, weights in an .npz beside it"
  let showsNumbers = false

  func files(_ export: Export) throws -> [ExportedFile] {
    let (arrays, path) = try paths(export)
    let plan = export.plan
    let helpers = NumPyHelpers(isDouble: export.isDouble, avoiding: plan.globals)
    let layers = plan.routines.map { layer($0, plan, helpers) }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let inputs = plan.inputs.map(\.name).joined(separator: ", ")
    let usesMath = helpers.definitions.joined().contains { $0.names("math") }
    var lines = ["\"\"\""]
    lines += documentation(
      export.head("NumPy") + [
        "", "    \(plan.outputs.map(\.name).joined(separator: ", ")) = predict(\(inputs))", "",
        "Check it: python \(file)",
      ])
    lines += ["\"\"\"", ""] + (usesMath ? ["import math"] : [])
    lines += ["import os", "import sys", "", "import numpy as np", ""]
    let beside = SafeText.quoted(arrays.split(separator: "/").last.map(String.init) ?? arrays)
    lines += [
      "real = np.\(export.isDouble ? "float64" : "float32")",
      "weights = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), \(beside)))", "",
    ]
    if !plan.states.isEmpty {
      lines += ["states = {}", "", "", "def reset():", "    \"\"\"Sets all states to zero.\"\"\""]
      lines += plan.states.map { state in
        let carry = plan.program.scans[state.scan].carries[state.carry]
        let dims = NumPyHelpers.tuple(plan.program.values[carry.next].shape)
        return "    states[\"\(state.name)\"] = np.zeros(\(dims), real)"
      }
      lines += ["", "", "reset()", ""]
    }
    for definition in helpers.definitions { lines += [""] + definition + [""] }
    for layer in layers { lines += [""] + layer + [""] }
    lines += [""] + predict(plan) + ["", ""] + selfCheck(export)
    let text = lines.joined(separator: "\n") + "\n"
    return [
      ExportedFile(text), ExportedFile(path: arrays, try Npz.write(try self.arrays(export))),
    ]
  }

  /// Where the weights go, and the program.
  func paths(_ export: Export) throws -> (arrays: String, program: String) {
    guard let arrays = export.path(beside: ".npz"), let path = export.path else {
      throw ExportError(
        "NumPy's weights go to an .npz beside the program, so that it needs a file",
        hint: "Name one, such as model.py.")
    }
    guard arrays != path else {
      throw ExportError("\(path) is where the weights would go", hint: "Name the program FILE.py.")
    }
    return (arrays, path)
  }

  /// Lines of a documentation string.
  func documentation(_ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? "" : SafeText.comment($0).replacing("\"", with: "'") }
  }

  /// The weights, and what was recorded.
  private func arrays(_ export: Export) throws -> [NamedArray] {
    var result: [NamedArray] = []
    let dtype: DType = export.isDouble ? .float64 : .float32
    func append(_ name: String, _ shape: Shape, _ numbers: [Double]) {
      result.append(Tensor(shape, dtype, numbers).named(name))
    }
    for (name, value) in export.plan.weights {
      append(name, value.shape, try export.numbers(value))
    }
    let samples = export.record.count
    for (index, input) in export.plan.inputs.enumerated() {
      append(
        "recorded.x\(index)", input.value.shape.inserting(samples, at: 0),
        export.record.flatMap { $0.inputs[index].elements })
    }
    for (index, output) in export.plan.outputs.enumerated() {
      append(
        "recorded.y\(index)", output.value.shape.inserting(samples, at: 0),
        export.record.flatMap { $0.outputs[index].elements })
    }
    return result
  }

  func layer(_ routine: Routine, _ plan: Plan, _ helpers: NumPyHelpers) -> [String] {
    var writer = NumPyWriter(plan, helpers)
    var parameters = routine.inputs.map { writer.parameter($0.value, $0.local.name.ascii) }
    let weights = routine.weights.map { value in
      let name = writer.name(value.id, value.name.ascii)
      let key = plan.weightNames[value.id] ?? ""
      return "    \(name) = weights[\"\(key)\"]  # \(value.shape)"
    }
    for value in routine.outputs where value.scope != nil {
      _ = writer.name(overTime: value.id, value.name.ascii)
    }
    writer.write(routine.pieces)
    if writer.countsSamples { parameters.append(LoopWriter.samples) }
    let names = routine.outputs.map { writer.result($0) ?? "None" }
    let title = SafeText.comment(routine.title).replacing("\"", with: "'")
    return [
      "def \(routine.name)(\(parameters.joined(separator: ", "))):", "    \"\"\"\(title)\"\"\"",
    ]
      + weights + writer.lines
      + ["    return \(names.isEmpty ? "None" : names.joined(separator: ", "))"]
  }

  private func predict(_ plan: Plan) -> [String] {
    var names: [Int: String] = [:]
    var identifiers = Identifiers(avoiding: plan.globals.union(plan.inputs.map(\.name)))
    let inputs = plan.inputs.map(\.name)
    var lines = [
      "def predict(\(inputs.joined(separator: ", "))):",
      "    \"\"\"The layers one after another, for one sample.\"\"\"",
    ]
    for input in plan.inputs {
      names[input.value.id] = input.name
      let dims = NumPyHelpers.tuple(input.value.shape)
      lines.append("    \(input.name) = np.asarray(\(input.name), real).reshape(\(dims))")
    }
    lines.append("    with np.errstate(all=\"ignore\"):")
    for routine in plan.routines {
      let arguments = routine.inputs.map { names[$0.value.id] ?? "" }.joined(separator: ", ")
      let results = routine.outputs.map { value in
        let name = identifiers.unique("\(routine.name)_\(value.name.ascii)")
        names[value.id] = name
        return name
      }
      let target = results.isEmpty ? "" : results.joined(separator: ", ") + " = "
      lines.append("        \(target)\(routine.name)(\(arguments))")
    }
    if plan.routines.isEmpty { lines.append("        pass") }
    let given = plan.outputs.map { names[plan.source($0.value.id)] ?? "" }
    return lines + ["    return \(given.joined(separator: ", "))"]
  }

  private func selfCheck(_ export: Export) -> [String] {
    let plan = export.plan
    let arguments = plan.inputs.indices.map { "weights[\"recorded.x\($0)\"][sample]" }
    let one = plan.outputs.count == 1
    let (absolute, relative) = export.tolerance
    return [
      "def self_check():", "    \"\"\"Whether the recorded outputs come out again.\"\"\"",
      "    largest, wrong = 0.0, 0",
      "    for sample in range(\(export.record.count)):",
    ]
      + (plan.states.isEmpty
        ? [] : ["        if sample % \(export.callsInARow) == 0:", "            reset()"]) + [
        "        found = \(one ? "[" : "")predict(\(arguments.joined(separator: ", ")))\(one ? "]" : "")",
        "        for index, array in enumerate(found):",
        "            right = np.asarray(weights[\"recorded.y%d\" % index][sample], float)",
        "            array = np.asarray(array, float)",
        "            if array.shape != right.shape:",
        "                print(\"\(export.name): WRONG shape\", array.shape)",
        "                return False",
        "            same = (array == right) | (np.isnan(array) & np.isnan(right))",
        "            with np.errstate(invalid=\"ignore\"):  # inf - inf, where both are the same",
        "                apart = np.where(same, 0, np.abs(array - right))",
        "            allowed = \(absolute) + \(relative) * np.abs(right)",
        "            largest = max(largest, np.max(apart, initial=0))",
        "            wrong += np.sum(~(same | (apart <= allowed)))",
        "    verdict = \"ok\" if wrong == 0 else \"WRONG\"",
        "    print(\"\(export.name): largest difference %g, %s\" % (largest, verdict))",
        "    return wrong == 0", "", "",
        "if __name__ == \"__main__\":", "    sys.exit(0 if self_check() else 1)",
      ]
  }
}
