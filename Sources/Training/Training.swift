// What `compile` says, as equations: losses, optimizers, schedules, regularizers, constraints, metrics.
//
// Each kind is one file that states its formula in terms, in Keras' own order of operations, and reads its
// own config; what is not understood is an `Obstacle` that names the key. Nothing here computes a number:
// a kind writes to an `EquationList`, which is a program's list or whatever wants the numbers at once.
//
// A loss is the loss of every place of one sample, for the batch axis is hidden. How these become one number
// is a `Reduction`, which speaks of sums over samples (`BatchEquations`). An optimizer says how one weight
// changes, given its gradient and its slots; what is done to all weights around it (accumulation, clipping,
// decay, moving averages, constraints) is written once, by `UpdateStep`.
//
// `Compiled` reads what a file says of all this. Files, and the arrays in them, are opened above; here is
// said what the arrays mean (`OptimizerArrays`).
//
// Left out: Tversky, Dice, CTC and Circle, the optimizers Ftrl, Lamb, Adafactor and Muon, and
// metrics that need more than a mean of places; they are called by their names. Code of others is never run.

/// The Kerases that train differently, told by the file's version and the optimizer's config.
package enum Generation: Sendable, Hashable, CaseIterable {
  /// Keras 3.
  case keras3
  /// The Keras inside TensorFlow, 2.11 to 2.15.
  case keras2
  /// That of TensorFlow up to 2.10: a masked place counts in a mean as one without loss.
  case earlyKeras2
  /// Standalone Keras, 1.x and 2.0 to 2.3.
  case standalone
}
