import Equations
import Terms

/// `L = Σ weightᵢ·Lᵢ + Σ penalties`: what the gradients are of.
package enum TotalLoss {
  /// Writes the sum of the outputs' losses, each with its weight, and of the penalties, which are neither weighed
  /// nor averaged; nil when there is nothing to add.
  package static func write(
    _ losses: [(loss: Term, weight: Double?)], penalties: [Term], to eq: some EquationList
  ) throws -> Term? {
    let parts = losses.map { loss, weight in weight.map { loss * .number($0) } ?? loss } + penalties
    guard let first = parts.first else { return nil }
    if parts.count == 1, first.value != nil { return first }
    return try eq(
      "L_total", parts.dropFirst().reduce(first) { $0 + $1 }, note(losses.count, penalties.count))
  }

  private static func note(_ losses: Int, _ penalties: Int) -> String {
    let one = losses == 1 ? "the loss" : "the losses of \(losses) outputs"
    return penalties == 0 ? one : "\(one), and what regularizers add"
  }

  /// Writes what an activity regularizer adds: its penalty for what a layer gives, over the number of samples; where
  /// timesteps count as samples, over that of all of them.
  package static func activityPenalty(
    _ regularizer: any Regularizer, of output: Term, timesteps: Int = 1,
    to eq: some BatchEquations
  ) throws -> Term {
    guard !(regularizer is OrthogonalRegularizer) else {
      throw Obstacle(
        path: "the activity regularizer", kind: "OrthogonalRegularizer",
        reason: "as such it compares samples with each other, which is not computed",
        advice: "Train without it in Keras.")
    }
    let own = try regularizer.penalty(of: output, to: eq)
    let sum = try eq.sumOverSamples(
      Name("penalty_sum", "Σpenalty"), own, "over all samples")
    let count = timesteps == 1 ? eq.sampleCount : eq.sampleCount * .number(Double(timesteps))
    return try eq("penalty_mean", sum / count, "of what the layer gives, for one sample")
  }
}
