import Tensors
import Terms

extension KerasVersion {
  /// Whether sums on TensorFlow are those of `tf.nn.bias_add` where the second operand looks like a bias.
  var addsAsBias: Bool { self >= KerasVersion(3, 7) }
}

extension Term {
  /// `x + b` as Keras 3.7 and later add on TensorFlow, by `tf.nn.bias_add`, wherever b looks like a bias.
  ///
  /// What has one axis that is longer than 1, as long as the last axis of x, goes along that one, wherever broadcasting
  /// would put it: (4, 1) beside (4, 4) is a row there. As long as the first axis behind the samples, it goes along it.
  func plusAsKeras(_ b: Term, _ version: KerasVersion) -> Term {
    let long = b.shape.dims.enumerated().filter { $0.element > 1 }
    guard version.addsAsBias, long.count == 1, b.shape.rank <= shape.rank,
      !b.values.contains(where: \.isBatched), values.contains(where: \.isBatched)
    else { return self + b }
    let (offset, length) = long[0]
    let axis = shape.dims.last == length ? shape.rank - 1 : 0
    guard axis != shape.rank - b.shape.rank + offset, shape[axis] == length else { return self + b }
    return self + b(Reshape([length] + [Int](repeating: 1, count: shape.rank - 1 - axis)))
  }
}
