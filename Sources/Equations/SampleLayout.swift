/// How the samples lie in what Keras has of a value, where they are not its first axis by themselves.
package enum SampleLayout: Sendable, Hashable {
  /// Its first axis is the samples and a value's first axis in one: (N·T, F) of (T, F), sample after sample.
  case joined
  /// Its first axis is time, its second one the samples: (T, N, F) of (T, F).
  case behindTime
}
