/// A moment of a run: how many equations, and how many instructions of the next one, are done.
public struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Equations executed from the start.
  public let tick: Int
  /// Instructions executed of equation `tick + 1`; 0 between equations.
  public let instruction: Int

  public init(_ tick: Int, instruction: Int = 0) {
    self.tick = tick
    self.instruction = instruction
  }

  public static let start = Position(0)

  public static func < (a: Position, b: Position) -> Bool {
    (a.tick, a.instruction) < (b.tick, b.instruction)
  }

  /// The ticks that must be computed for everything before the position to be there.
  var reach: Int { instruction > 0 ? tick + 1 : tick }

  public var description: String { instruction > 0 ? "\(tick)+\(instruction)" : "\(tick)" }
}
