import Containers
import Tensors

extension Op {
  /// A kernel that is one sample's, run for all; one that runs long asks between them whether to end.
  ///
  /// With `sums` every sample is given the same place to add to.
  func perSample(
    _ signature: Signature, sums: Bool = false,
    _ run: @escaping (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
  ) -> Kernel {
    let bytes = signature.scalar.byteSize
    let steps = signature.operands.map { $0.isBatched ? $0.shape.count * bytes : 0 }
    let size = sums ? 0 : signature.result.shape.count * bytes
    let rows = signature.rows
    let asks = (self as? any CostlyOp)?.isLong(signature) ?? false
    return { operands, out in
      for row in 0..<rows {
        if asks, Interruption.isWished() { return }
        let other = steps.count > 1 ? operands[1] + row * steps[1] : operands[0]
        run(operands[0] + row * steps[0], other, out + row * size)
      }
    }
  }

  /// The same for what adds to its result: all of it is 0 before the first sample.
  func addingPerSample(
    _ signature: Signature, sums: Bool,
    _ run: @escaping (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer) -> Void
  ) -> Kernel {
    let bytes = signature.count * signature.scalar.byteSize
    let each = perSample(signature, sums: sums, run)
    return { operands, out in
      out.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
      each(operands, out)
    }
  }
}
