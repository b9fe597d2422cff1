import Equations
import Tensors

/// What mistakes with the numbers that are fed share.
extension Anatomy {
  /// Whether the inputs are numbers to compute with: not text, nor ids that a table is read by.
  var hasNumbersFed: Bool {
    guard program.loss == nil, !program.inputs.isEmpty else { return false }
    let tables = calls.filter { frame in
      ["Embedding", "Lookup", "Vectorization", "Hash", "Encoding", "Discretization"].contains {
        frame.kind.contains($0)
      }
    }
    return !tables.contains { table in
      table.inputs.contains { isAmong(program.inputs, $0) }
    }
  }

  /// Other numbers in the place of those that were fed.
  func fed(
    _ name: MistakeName, _ title: String, _ change: @escaping @Sendable (Tensor) -> Tensor?
  ) -> Slip {
    Slip(
      name, "the input \(title)",
      contrast: Slip.Contrast(
        at: "the input", right: "the numbers as they were fed", wrong: title),
      inputs: { $0.map { change($0) ?? $0 } })
  }
}

extension Tensor {
  /// Other numbers in this one's shape, in its format or, where that is of whole numbers, in float32.
  func holding(_ numbers: [Double]) -> Tensor? {
    guard numbers.count == count else { return nil }
    let format = dtype.isFloat ? dtype : .float32
    return Tensor(shape, format, numbers.map(format.rounded))
  }
}
