import Debugging
import Terminal

/// A part of a screen: its lines, and what in them can be pointed at.
package struct Pane {
  package var lines: [String] = []
  package var spots: [Spot] = []
  /// The line that should be seen where not all can be.
  package var current: Int?

  /// What can be pointed at, and where it stands.
  package struct Spot {
    package let line: Int
    package let columns: Range<Int>
    package let target: Target
  }

  /// What is meant.
  package enum Target: Hashable, Sendable {
    /// A place of the walk, as it is typed.
    case place(String)
    case number(Entry)
  }

  package init() {}

  /// What stands at a place of the pane.
  package func target(line: Int, column: Int) -> Target? {
    spots.first { $0.line == line && $0.columns.contains(column) }?.target
  }

  /// Adds a line that is a target as far as it goes.
  mutating func add(_ line: String, _ target: Target? = nil, isCurrent: Bool = false) {
    if let target {
      spots.append(Spot(line: lines.count, columns: 0..<max(line.columns, 1), target: target))
    }
    if isCurrent { current = lines.count }
    lines.append(line)
  }
}
