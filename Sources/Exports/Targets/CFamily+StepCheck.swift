import Tensors
import Terms

/// What a program of steps says of itself: the steps that were recorded, and whether they come out again.
extension CFamily {
  /// The record, and a function that makes its steps and returns 1 where something differs.
  func stepCheck(
    _ export: StepExport, named check: String, train: String, load: String?
  ) -> [String] {
    let (steps, record) = (export.steps, export.record)
    let count = record.losses.count
    var lines: [String] = []
    var given: [String] = []
    for (index, one) in steps.given.enumerated() {
      let isDrawn = one.value.role == .drawn
      let numbers = record.given.prefix(isDrawn ? count : 1).flatMap { $0[index].elements }
      lines += array("recorded_x\(index)", numbers, "\(one.name)\(isDrawn ? " of every step" : "")")
      let size = record.samples * one.value.shape.count
      given.append("recorded_x\(index)" + (isDrawn ? " + step * \(size)" : ""))
    }
    lines += array("recorded_loss", record.losses, "before each step")
    var compared = [export.comparison(0, "&loss", "recorded_loss + step", count: 1, stride: 1)]
    for (index, update) in steps.updates.enumerated() {
      let numbers = record.after.map { record.compared($0[index]) }
      lines += array("recorded_w\(index)", numbers.flatMap { $0 }, "\(update.name) after each step")
      let size = update.given.shape.count
      compared.append(
        export.comparison(
          index + 1, update.name, "recorded_w\(index) + step * \(numbers[0].count)", count: size,
          stride: record.stride(size)))
    }
    lines += rooms(export.rooms) + compare(export.base.name)
    lines += [
      "/* 0 when the recorded steps come out again. */",
      "\(syntax.isCpp ? "inline " : "")int \(check)(void) {",
    ]
    if !syntax.isCpp { lines.insert("int \(check)(void);", at: lines.count - 1) }
    lines +=
      (syntax.isCpp ? ["  using namespace layers;"] : [])
      + ["  double largest = 0;", "  int wrong = 0;"]
    if let load {
      lines += [
        "  if (!\(load)) {", "    printf(\"\(export.base.name): the weights cannot be read\\n\");",
        "    return 1;", "  }",
      ]
    }
    return lines + [
      "  for (int step = 0; step < \(count) && !wrong; step++) {",
      "    const \(real) loss = \(train)(\((given + ["\(record.samples)"]).joined(separator: ", ")));",
    ] + compared.map { "    \($0);" } + [
      "  }",
      "  printf(\"\(export.base.name): largest difference %g, %s\\n\", largest, wrong ? \"WRONG\" : \"ok\");",
      "  return wrong != 0;", "}", "",
    ]
  }

  /// How far numbers may lie from the record.
  private func rooms(_ rooms: [[Double]]) -> [String] {
    let numbers = rooms.flatMap { $0 }.map { NumberFormat.exact($0, .float64) }
    return ["\(linkage) const double recorded_rooms[\(numbers.count)] = {"]
      + numbers.map { "  \($0)," } + ["};", ""]
  }

  private func compare(_ name: String) -> [String] {
    [
      "\(syntax.isCpp ? "inline" : "static") int compare(",
      "  const char *name, int step, const \(real) *found, const \(real) *right, int n, int stride,",
      "  double room, double *largest) {",
      "  double most = 0;",
      "  for (int k = 0; k < n; k += stride, right++) {",
      "    double apart = fabs((double)found[k] - (double)*right);",
      "    /* what rounding alone decides is recorded as no number */",
      "    if (found[k] == *right || *right != *right) continue;",
      "    if (apart != apart) apart = HUGE_VAL;",
      "    if (apart > most) most = apart;",
      "  }",
      "  if (most > *largest) *largest = most;",
      "  if (most <= room) return 0;",
      "  printf(\"\(name): %s after step %d differs by %g\\n\", name, step + 1, most);",
      "  return 1;",
      "}", "",
    ]
  }
}
