import Tensors

/// Amounts of memory as people write them.
enum ByteCount {
  private static let units: [(names: [String], factor: Double)] = [
    (["", "b", "bytes"], 1), (["k", "kb"], 1e3), (["m", "mb"], 1e6), (["g", "gb"], 1e9),
    (["t", "tb"], 1e12), (["kib"], 1024), (["mib"], 1_048_576), (["gib"], 1_073_741_824),
  ]

  /// `2G`, `1.5 GB`, `500M`; nil for anything else.
  static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let unit = String(text.dropFirst(digits.count)).trimmed.lowercased()
    guard let amount = Double(digits),
      let factor = units.first(where: { $0.names.contains(unit) })?.factor
    else { return nil }
    return Int(exactly: (amount * factor).rounded())
  }
}
