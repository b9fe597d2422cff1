import Terminal

/// Whether a person at a terminal wants the full screen.
package struct ScreenSwitch: Sendable {
  /// Fewer columns and rows say less than the prompt does.
  static let least = TerminalSize(columns: 70, rows: 20)

  package internal(set) var isOn = false

  /// `it needs 70 × 20, and this window has 60 × 18`; nil where there is room.
  static func complaint(_ size: TerminalSize) -> String? {
    guard size.columns < least.columns || size.rows < least.rows else { return nil }
    return "the full screen needs \(least.columns) × \(least.rows), and this window has "
      + "\(size.columns) × \(size.rows)"
  }
}
