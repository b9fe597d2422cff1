import Tensors
import Terms
import Training

/// Equations computed at once, by the evaluator of terms: every sample's value beside every other's.
package final class Batch: BatchEquations {
  package let samples: Int
  /// What every value is for each sample, or once for all of them.
  private var known: [Int: [Tensor]] = [:]
  /// The equations, as they are typed.
  package private(set) var lines: [String] = []

  package init(samples: Int = 1) { self.samples = samples }

  package var sampleCount: Term { .number(Double(samples)) }

  /// A value that is a sample's own.
  package func input(_ name: Name, _ rows: [Tensor]) -> Term { add(name, rows, isBatched: true) }

  /// The rows of a tensor along its first axis.
  package func input(_ name: Name, _ tensor: Tensor) -> Term {
    input(name, (0..<samples).compactMap { tensor.row($0) })
  }

  package func constant(_ name: Name, _ tensor: Tensor) -> Term {
    add(name, [tensor], isBatched: false)
  }

  package func callAsFunction(_ name: Name, _ term: Term, _ note: String) throws -> Term {
    lines.append("\(name.ascii) = \(term.formula(.typed).text)")
    let isBatched = term.values.contains(where: \.isBatched)
    let rows = try (0..<(isBatched ? samples : 1)).map { try evaluate(term, $0) }
    return add(name, rows, isBatched: isBatched)
  }

  package func sumOverSamples(_ name: Name, _ term: Term, _ note: String) throws -> Term {
    lines.append("\(name.ascii) = \(term.formula(.typed).text), over the samples")
    let rows = try (0..<samples).map { try evaluate(term, $0) }
    var total = [Double](repeating: 0, count: rows.first?.count ?? 0)
    for row in rows { total = zip(total, row.elements).map { $0 + $1 } }
    let type = try term.type()
    return constant(name, Tensor(type.shape, type.dtype, total.map(type.dtype.rounded)))
  }

  /// What a term is for a sample.
  package func evaluate(_ term: Term, _ sample: Int = 0) throws -> Tensor {
    let tensor = try term.evaluate { value in
      let rows = self.known[value.id]
      return value.isBatched ? rows?[sample] : rows?.first
    }
    return tensor.cast(to: try term.type().dtype)
  }

  /// What a term is for all samples, one behind the other.
  package func all(_ term: Term) throws -> [Double] {
    let isBatched = term.values.contains(where: \.isBatched)
    return try (0..<(isBatched ? samples : 1)).flatMap { try evaluate(term, $0).elements }
  }

  private func add(_ name: Name, _ rows: [Tensor], isBatched: Bool) -> Term {
    let first = rows.first ?? Tensor(scalar: 0)
    let value = Value(
      id: known.count, name: name, type: TensorType(first.shape, first.dtype), role: .result,
      isBatched: isBatched, scope: nil)
    known[value.id] = rows
    return .value(value)
  }
}
