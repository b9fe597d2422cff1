import Tensors
import Terms

/// Arrays that belong to the model, as weights do, but stand in its architecture.
extension Equations {
  /// An array that a layer makes; it is measured before it is made.
  package func constant(
    _ name: Name, _ shape: Shape, _ dtype: DType, _ elements: () -> [Double]
  ) throws(Obstacle) -> Term {
    try measure(shape, .made)
    return constant(name, Tensor(shape, dtype, elements()))
  }

  /// One number in every place; nothing is made of it before it is run.
  package func constant(
    _ name: Name, _ shape: Shape, _ dtype: DType, repeating number: Double
  ) throws(Obstacle) -> Term {
    try measure(shape, .value)
    let source = RepeatedNumber(number: dtype.rounded(number), shape: shape)
    return constant(name, TensorType(shape, dtype), source)
  }

  /// An array of its own that holds at first what a weight does.
  package func constant(
    _ name: Name, _ type: TensorType, beginningWith weight: any WeightSource
  ) -> Term {
    constant(name, type, CopiedWeight(weight: weight))
  }

  /// An array that stands in the file.
  package func constant(_ name: Name, _ tensor: Tensor) -> Term {
    constant(name, TensorType(tensor.shape, tensor.dtype), ConstantArray(tensor))
  }

  /// An array of the file that is no weight.
  package func kept(_ name: Name, _ source: any WeightSource, _ dtype: DType) -> Term {
    constant(name, TensorType(source.shape, dtype), source)
  }

  private func measure(_ shape: Shape, _ limit: SizeLimit) throws(Obstacle) {
    guard let reason = limit.refusal(of: shape) else { return }
    throw walkEnd(reason, "Feed a smaller input, or make it smaller in Keras.")
  }
}
