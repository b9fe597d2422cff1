import Tensors

/// A quantity of a program: an input, a weight, a number, or what an instruction writes.
package struct Value: Sendable, Hashable {
  package enum Role: Sendable, Hashable {
    case input, weight, number, drawn, state, sequence, result, intermediate
  }

  package let id: Int
  package let name: Name
  /// The shape of one sample (and one timestep inside a loop), and the number format.
  package let type: TensorType
  package let role: Role
  /// Whether every sample has its own; weights and numbers are shared.
  package let isBatched: Bool
  /// The innermost loop it belongs to; nil outside loops.
  package let scope: Int?

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

  package var shape: Shape { type.shape }
  package var dtype: DType { type.dtype }

  package static func == (a: Value, b: Value) -> Bool { a.id == b.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
