import Tensors

/// A quantity of a program: an input, a weight, a number, or what an instruction writes.
public struct Value: Sendable, Hashable {
  public enum Role: Sendable, Hashable {
    case input, weight, number, drawn, state, sequence, result, intermediate
  }

  public let id: Int
  public let name: Name
  /// The shape of one sample (and one timestep inside a loop), and the number format.
  public let type: TensorType
  public let role: Role
  /// Whether every sample has its own; weights and numbers are shared.
  public let isBatched: Bool
  /// The innermost loop it belongs to; nil outside loops.
  public let scope: Int?

  package init(
    id: Int, name: Name, type: TensorType, role: Role, isBatched: Bool, scope: Int?
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.role = role
    self.isBatched = isBatched
    self.scope = scope
  }

  public var shape: Shape { type.shape }
  public var dtype: DType { type.dtype }

  public static func == (a: Value, b: Value) -> Bool { a.id == b.id }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
