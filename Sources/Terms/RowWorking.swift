/// A row op at work on one row in double precision, for explanations.
package struct RowWorking: Sendable, Equatable {
  /// A number that all elements of a row share: the largest, the sum of the powers, a threshold.
  package struct Shared: Sendable, Equatable {
    package let name: String
    /// What it is, as text: `the largest of the row`.
    package let meaning: String
    package let value: Double

    package init(_ name: String, _ meaning: String, _ value: Double) {
      self.name = name
      self.meaning = meaning
      self.value = value
    }
  }

  package let shared: [Shared]
  /// What each number of the row puts into the result, as the powers do whose sum softmax divides
  /// by; empty where nothing is summed up.
  package let parts: [Double]
  /// How a part is written, `e^(x − max)`, x being a number of the row.
  package let partText: String

  package init(_ shared: [Shared], parts: [Double] = [], partText: String = "") {
    self.shared = shared
    self.parts = parts
    self.partText = partText
  }

  /// The powers of a row and their sum, with which both softmaxes work.
  static func powers(_ row: [Double]) -> RowWorking {
    let largest = row.max() ?? 0
    let parts = exponentials(row.map { $0 - largest })
    return RowWorking(
      [
        Shared("max", "the largest of the row", largest),
        Shared("Σ", "the sum of e^(x − max) over the row", parts.reduce(0, +)),
      ], parts: parts, partText: "e^(x − max)")
  }

  private static func exponentials(_ row: [Double]) -> [Double] {
    var result = row
    Exp.double(row, &result, row.count)
    return result
  }
}
