import Equations
import Terms

/// A program's list writes for a whole batch: its samples lie side by side.
extension Equations: BatchEquations {
  package func sumOverSamples(_ name: Name, _ term: Term, _ note: String) throws -> Term {
    try self(name, term(OverSamples(.sum)), note)
  }

  /// The number of samples, as any value that each has one of tells it.
  package var sampleCount: Term { ofEverySample(OverSamples(.count)) }
}
