import Equations
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
  /// So does what is of samples, where `samples`, how many the file says are fed together, are 1.
  func plusAsKeras(_ b: Term, _ version: KerasVersion, samples: Int? = nil) -> Term {
    let long = b.shape.dims.enumerated().filter { $0.element > 1 }
    guard version.addsAsBias, long.count == 1, b.shape.rank <= shape.rank,
      samples == 1 || !b.values.contains(where: \.isBatched), values.contains(where: \.isBatched)
    else { return self + b }
    let (offset, length) = long[0]
    let axis = shape.dims.last == length ? shape.rank - 1 : 0
    guard axis != shape.rank - b.shape.rank + offset, shape[axis] == length else { return self + b }
    return self + b(Reshape([length] + [Int](repeating: 1, count: shape.rank - 1 - axis)))
  }

  /// Whether Keras 3 takes one number of each of several samples, (N, 1, 1), for a bias of N features.
  func takesSamplesForBias(_ b: Term, _ version: KerasVersion, samples: Int?) -> Bool {
    guard version.addsAsBias, let samples, samples > 1, b.shape.count == 1, shape.count > 1,
      b.values.contains(where: \.isBatched)
    else { return false }
    return shape.dims.first == samples || shape.dims.last == samples
  }
}

extension Equations {
  /// `x + b` as `Term.plusAsKeras`; throws where Keras 3 would add a number of one sample to those of others.
  func sum(_ x: Term, _ b: Term, _ version: KerasVersion) throws -> Term {
    guard !x.takesSamplesForBias(b, version, samples: samples) else {
      throw obstacle(
        "it adds one number a sample, which Keras 3 takes for a bias along an axis of as many features as samples are fed: "
          + "every sample would get those of the others", "Build the model without batch_shape.")
    }
    return x.plusAsKeras(b, version, samples: samples)
  }
}
