import Tensors

/// What new arrays depend on beside their settings.
package struct CreationContext: Sendable {
  /// The shape of `zeros` without one.
  package let shapeHint: Shape?
  package let floats: DType
  package let limit: Int

  package init(shapeHint: Shape?, floats: DType, limit: Int) {
    self.shapeHint = shapeHint
    self.floats = floats
    self.limit = limit
  }

  /// What an array like one of this type depends on.
  package func like(_ type: TensorType) -> CreationContext {
    CreationContext(shapeHint: type.shape, floats: type.dtype, limit: limit)
  }
}
