import Engine

extension Machine {
  /// Rounds every result of a run in float64 by lot to float32, from where it stands on: what a
  /// program that adds in another order might give.
  package func scatterResults(seed: UInt64) { engine.scatterResults(seed: seed) }
}
