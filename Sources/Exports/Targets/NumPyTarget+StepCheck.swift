import Containers
import Models
import Tensors
import Terms

/// The steps that a Python module recorded, and whether they come out again.
extension NumPyTarget {
  func stepCheck(_ export: StepExport) -> [String] {
    let steps = export.steps
    let given = steps.given.map { value, name in
      value.role == .drawn
        ? "recorded[\"recorded.%d.\(name)\" % step]" : "recorded[\"recorded.\(name)\"]"
    }
    let name = export.base.name
    return [
      "def self_check():",
      "    \"\"\"Whether the recorded steps come out again; says which array is the first to differ.\"\"\"",
      "    largest, wrong = 0.0, 0",
      "    for step in range(\(export.record.losses.count)):",
      "        found = {\"loss\": train_step(",
      "            \(given.joined(separator: ",\n            ")))}",
      "        found.update((name, weights[name]) for name in changed)",
      "        for name, room in zip(found, recorded[\"recorded.rooms\"][step]):",
      "            right = recorded[\"recorded.%d.%s\" % (step, name)].astype(float)",
      "            array = np.asarray(found[name], float).reshape(-1)[::strides[name]]",
      "            if array.shape != right.shape:",
      "                print(\"\(name): %s has another shape, WRONG\" % name)",
      "                return False",
      "            with np.errstate(invalid=\"ignore\"):  # what rounding decides is recorded as no number",
      "                apart = np.where(np.isnan(right) | (array == right), 0, np.abs(array - right))",
      "            apart = np.where(np.isnan(apart), np.inf, apart)",
      "            largest = max(largest, np.max(apart, initial=0))",
      "            if np.any(apart > room):",
      "                wrong += 1",
      "                print(\"\(name): %s after step %d differs by %g\" % (name, step + 1, np.max(apart)))",
      "        if wrong:",
      "            break  # what follows is made of it",
      "    verdict = \"ok\" if wrong == 0 else \"WRONG\"",
      "    print(\"\(name): largest difference %g, %s\" % (largest, verdict))",
      "    return wrong == 0", "", "",
      "if __name__ == \"__main__\":", "    sys.exit(0 if self_check() else 1)",
    ]
  }

  func stepArrays(_ export: StepExport) throws -> [NamedArray] {
    let dtype: DType = export.base.isDouble ? .float64 : .float32
    let (steps, record) = (export.steps, export.record)
    var result: [NamedArray] = []
    func append(_ name: String, _ shape: Shape, _ numbers: [Double], _ dtype: DType) {
      result.append(Tensor(shape, dtype, numbers).named(name))
    }
    for (name, value) in steps.plan.weights {
      append(name, value.shape, try export.base.numbers(value), dtype)
    }
    for (index, one) in steps.given.enumerated() where one.value.role != .drawn {
      let tensor = record.given[0][index]
      append("recorded.\(one.name)", tensor.shape, tensor.elements, dtype)
    }
    append("recorded.loss", Shape([record.losses.count]), record.losses, dtype)
    let rooms = Shape([record.losses.count, steps.updates.count + 1])
    append("recorded.rooms", rooms, export.rooms.flatMap { $0 }, .float64)
    for step in record.losses.indices {
      append("recorded.\(step).loss", Shape([1]), [record.losses[step]], dtype)
      for (index, one) in steps.given.enumerated() where one.value.role == .drawn {
        let tensor = record.given[step][index]
        append("recorded.\(step).\(one.name)", tensor.shape, tensor.elements, dtype)
      }
      for (update, tensor) in zip(steps.updates, record.after[step]) {
        let numbers = record.compared(tensor)
        append("recorded.\(step).\(update.name)", Shape([numbers.count]), numbers, dtype)
      }
    }
    return result
  }
}
