/// Loops over rows that need nothing of a processor: running totals, and what puts rows in order.
enum RowLoops {
  /// Every number joined with all that stand before it in its row.
  static func running<T: BinaryFloatingPoint>(
    _ x: UnsafePointer<T>?, _ rows: Int, _ length: Int, _ out: UnsafeMutablePointer<T>?,
    from start: T, _ next: (T, T) -> T
  ) {
    guard let x, let out else { return }
    for row in 0..<rows {
      var total = start
      for place in row * length..<(row + 1) * length {
        total = next(total, x[place])
        out[place] = total
      }
    }
  }

  /// That loop in C and Swift, with the sign that joins two numbers.
  static func running(_ name: String, from start: String, _ sign: String) -> RowCode {
    let next = "total = total \(sign) x[k * step]"
    return RowCode(
      name, numpy: ["return np.\(name)(x, axis=axis, dtype=x.dtype)"],
      c: [
        "real total = \(start);",
        "for (int k = 0; k < n; k++) { \(next); out[k * step] = total; }",
      ],
      swift: [
        "var total: real = \(start)", "for k in 0..<n {", "  \(next)", "  out[k * step] = total",
        "}",
      ])
  }

  /// What `give` makes of every row and the places of its numbers in rising order.
  static func ordered<T: BinaryFloatingPoint>(
    _ x: UnsafePointer<T>?, _ rows: Int, _ length: Int, _ out: UnsafeMutablePointer<T>?,
    _ give: (_ row: UnsafePointer<T>, _ place: Int) -> T
  ) {
    guard let x, let out else { return }
    for start in stride(from: 0, to: rows * length, by: max(length, 1)) {
      let row = x + start
      // A row may be put in order where it stands.
      let order = places(UnsafeBufferPointer(start: row, count: length)).map { give(row, $0) }
      for (place, number) in order.enumerated() { out[start + place] = number }
    }
  }

  /// The places of numbers in rising order, equal ones as they stand, NaN behind all others.
  static func places<Row: RandomAccessCollection<Element>, Element: BinaryFloatingPoint>(
    _ row: Row
  ) -> [Int] where Row.Index == Int {
    row.indices.sorted { a, b in
      let (left, right) = (row[a], row[b])
      if left.isNaN || right.isNaN { return left.isNaN == right.isNaN ? a < b : right.isNaN }
      return left == right ? a < b : left < right
    }
  }

  /// C's loop that puts each number, or its place, behind all that are not greater: `key` is the one
  /// before, `own` the one that is put in.
  static func insertion(key: String, own: String) -> [String] {
    let before = "out[(place - 1) * step]"
    return [
      "for (int k = 0; k < n; k++) {",
      "  const real own = x[k * step];",
      "  int place = k;",
      "  for (; place > 0; place--) {",
      "    const real key = \(key);",
      "    if (!(key > own || (key != key && own == own))) break;",
      "    out[place * step] = \(before);",
      "  }",
      "  out[place * step] = \(own);",
      "}",
    ]
  }

  /// Swift's places in rising order.
  static let swiftOrder = [
    "let rising = (0..<n).sorted { a, b in",
    "  let (left, right) = (x[a * step], x[b * step])",
    "  return left == right ? a < b : left < right || (left == left && right != right)",
    "}",
  ]
}
