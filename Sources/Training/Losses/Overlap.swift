import Containers
import Equations
import Tensors
import Terms

/// Sums over what a loss of overlaps goes over: axes of a sample, or all places of all samples.
struct Overlap: Sendable {
  /// The axes of one sample; nil for all, and all samples with them.
  private let axes: [Int]?

  var isOfBatch: Bool { axes == nil }

  init(_ saved: Saved) throws(Obstacle) {
    guard let value = saved.value("axis") else {
      axes = nil
      return
    }
    let tuple = value["items"]?.arrayValue ?? value["config"]?.arrayValue
    let list = tuple ?? value.arrayValue ?? [value]
    var found: [Int] = []
    for element in list {
      guard let axis = element.intValue, axis != 0, axis.magnitude <= 64 else {
        throw saved.refusal(
          "axis",
          "axes of a sample, or none: of the samples' and some others it is not computed")
      }
      found.append(axis < 0 ? axis : axis - 1)
    }
    axes = found
  }

  /// Writes the sum.
  func sum(_ name: Name, _ term: Term, _ note: String, _ eq: some BatchEquations) throws -> Term {
    guard let axes else {
      return try eq.sumOverSamples(name, term.sum(), "\(note), over all samples")
    }
    let rank = term.shape.rank
    let places = axes.map { $0 < 0 ? $0 : $0 - rank }
    guard places.allSatisfy({ (-rank..<0).contains($0) }), Set(places).count == places.count else {
      throw Obstacle(
        path: "the loss", kind: "axis", reason: "its axes are none of \(term.shape)",
        advice: "Axis 1 is the first one of a sample.")
    }
    return try eq(name, term.sum(places), note)
  }
}
