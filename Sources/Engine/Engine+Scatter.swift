/// Rounding by lot.
extension Engine {
  /// From now on, every result in double precision is rounded by lot to float32 (`Scatter`).
  package func scatterResults(seed: UInt64) {
    scatter = Scatter(seed: seed)
    for index in bound.indices { bound[index].isPlain = false }
  }

  /// Runs a kernel and rounds what it gives by lot; of a difference, what is subtracted from too.
  func callScattered(
    _ instruction: Int, _ result: UnsafeMutableRawPointer, _ isTail: Bool
  ) {
    guard let scattered = bound[instruction].scattered else {
      return call(instruction, result, isTail)
    }
    let minuend = isTail ? scattered.tailMinuend : scattered.minuend
    if minuend > 0, let shaken = scatter?.shaken(pointers[0], minuend) {
      shaken.withUnsafeBytes { bytes in
        if let base = bytes.baseAddress { pointers[0] = base }
        call(instruction, result, isTail)
      }
    } else {
      call(instruction, result, isTail)
    }
    scatter?.round(
      result.assumingMemoryBound(to: Double.self), isTail ? scattered.tailCount : scattered.count)
  }
}
