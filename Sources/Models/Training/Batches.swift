import Tensors

/// What every step of training is given: rows of a data set, one batch after the other, epoch by epoch.
package struct Batches: Sendable {
  /// All samples of every input and of every target, (N, …).
  package let inputs, targets: [Tensor]
  /// How many samples there are.
  package let count: Int
  /// How many of them make a batch; the last of an epoch may have fewer.
  package let size: Int
  /// What the order of each epoch is drawn from; nil: the order of the data.
  package let seed: Int?

  package init(inputs: [Tensor], targets: [Tensor], size: Int? = nil, seed: Int? = nil) {
    (self.inputs, self.targets, self.seed) = (inputs, targets, seed)
    count = inputs.first?.shape.dims.first ?? 0
    self.size = max(1, min(size ?? count, max(count, 1)))
  }

  /// How many steps go through all samples once.
  package var stepsPerEpoch: Int { max(1, (count + size - 1) / size) }

  /// How many samples a step has.
  package func samples(in step: Int) -> Int {
    min(size, count - (step % stepsPerEpoch) * size)
  }

  /// The rows of a step, in their order.
  package func rows(of step: Int) -> [Int] {
    let first = (step % stepsPerEpoch) * size
    let places = first..<min(first + size, count)
    guard let seed else { return Array(places) }
    let order = Batches.order(count, seed: seed &+ (step / stepsPerEpoch) &* 65_537)
    return places.map { order[$0] }
  }

  /// Rows of arrays, by array and sample, as a run takes them.
  package static func samples(_ rows: [Int], of arrays: [Tensor]) -> [[Tensor]] {
    arrays.map { array in rows.compactMap { array.row($0) } }
  }

  /// All places in an order drawn at random, the same on every computer.
  private static func order(_ count: Int, seed: Int) -> [Int] {
    var numbers = RandomNumbers(seed: seed)
    var order = Array(0..<count)
    for place in order.indices.reversed().dropLast() {
      let other = min(Int(numbers.uniform() * Double(place + 1)), place)
      order.swapAt(place, other)
    }
    return order
  }
}
