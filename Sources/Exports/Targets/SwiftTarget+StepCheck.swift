import Tensors
import Terms

/// What a program of steps in Swift says of itself: the steps that were recorded, and whether they come out again.
extension SwiftTarget {
  /// So many numbers are compared at most: literals compile slowly.
  private static let mostCompared = 10_000

  /// The record, and a function that makes its steps and gives 1 where something differs.
  func stepCheck(_ export: StepExport, _ syntax: SwiftSyntax) -> [String] {
    let (steps, record) = (export.steps, export.record)
    let count = record.losses.count
    var lines: [String] = []
    var given: [String] = []
    for (index, one) in steps.given.enumerated() {
      let isDrawn = one.value.role == .drawn
      let numbers = record.given.prefix(isDrawn ? count : 1).flatMap { $0[index].elements }
      let name = "recorded_x\(index)"
      lines += array(
        "static let \(name)", numbers, "\(one.name)\(isDrawn ? " of every step" : "")", syntax)
      let size = record.samples * one.value.shape.count
      given.append(isDrawn ? "Array(\(name)[step * \(size)..<(step + 1) * \(size)])" : name)
    }
    lines += array("static let recorded_loss", record.losses, "before each step", syntax)
    var compared = [export.comparison(0, "[loss]", "recorded_loss", count: 1, stride: 1)]
    for (index, update) in steps.updates.enumerated() {
      let stride = record.stride(update.given.shape.count, most: SwiftTarget.mostCompared)
      let numbers = record.after.map {
        record.compared($0[index], most: SwiftTarget.mostCompared)
      }
      let name = "recorded_w\(index)"
      lines += array(
        "static let \(name)", numbers.flatMap { $0 }, "\(update.name) after each step", syntax)
      compared.append(
        export.comparison(
          index + 1, update.name, name, count: numbers.first?.count ?? 0, stride: stride))
    }
    let rooms = export.rooms.flatMap { $0 }
    lines += array(
      "static let recorded_rooms", rooms, "how far numbers may lie apart",
      SwiftSyntax(isDouble: true))
    return lines + compare(export.base.name, syntax.real) + [
      "  /// 0 when the recorded steps come out again.",
      "  static func selfCheck() -> Int32 {",
      "    var (largest, wrong) = (0.0, 0)",
      "    for step in 0..<\(count) where wrong == 0 {",
      "      let loss = train_step(\((given + ["\(record.samples)"]).joined(separator: ", ")))",
    ] + compared.map { "      \($0)" } + [
      "    }",
      "    print(\"\(export.base.name): largest difference \\(largest), \\(wrong == 0 ? \"ok\" : \"WRONG\")\")",
      "    return wrong == 0 ? 0 : 1", "  }",
    ]
  }

  private func compare(_ name: String, _ real: String) -> [String] {
    """

    static func compare(
      _ name: String, _ step: Int, _ found: [\(real)], _ right: [\(real)], _ n: Int, _ stride: Int,
      _ room: Double, _ largest: inout Double
    ) -> Int {
      var most = 0.0
      for k in 0..<n {
        let (one, other) = (found[k * stride], right[step * n + k])
        // what rounding alone decides is recorded as no number
        if one == other || other.isNaN { continue }
        let apart = abs(Double(one) - Double(other))
        most = max(most, apart.isNaN ? .infinity : apart)
      }
      largest = max(largest, most)
      if most <= room { return 0 }
      print("NAME: \\(name) after step \\(step + 1) differs by \\(most)")
      return 1
    }

    """.lines.map { $0.isEmpty ? "" : "  " + $0.replacing("NAME", with: name) }
  }
}
