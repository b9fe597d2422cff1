import Containers
import Tensors
import Terms

/// The numbers of an export: in the program, or in a file beside it.
extension CFamily {
  func weights() throws -> [String] {
    guard !plan.weights.isEmpty else { return [] }
    if hasWeightFile { return weightsInFile() }
    var lines = ["/* Weights, row by row. */"]
    for (name, value) in plan.weights {
      lines += array(
        name, try export.numbers(value), "\(value.name.ascii) \(value.shape)",
        isConstant: !changed.contains(name))
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

  /// A program of these lines, and the file of its weights where they have a place of their own.
  func files(_ lines: [String], weightsAt path: String?) throws -> [ExportedFile] {
    let text = ExportedFile(lines.joined(separator: "\n") + "\n")
    return try [text] + (path.map { [ExportedFile(path: $0, try weightFile())] } ?? [])
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
  func array(
    _ name: String, _ numbers: [Double], _ note: String, isConstant: Bool = true
  ) -> [String] {
    let count = max(numbers.count, 1)
    let type = (isConstant ? "const " : "") + real
    var lines = ["\(linkage) \(type) \(name)[\(count)] = { \(syntax.comment(note))"]
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
}
