import Tensors
import Terms

/// What an export says of itself: the numbers that were recorded, and whether they come out again.
extension CFamily {
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
