import Tensors

/// Samples in another order.
extension Trial {
  /// The order of the samples in which the right numbers are the user's; nil when there is none.
  func rowOrder(samples: Int) -> [Int]? {
    guard samples > 2, given.allSatisfy({ $0.samples == Array(0..<samples) }) else { return nil }
    var rows = [[Int]](repeating: Array(0..<samples), count: samples)
    var start = 0
    for numbers in given {
      let width = numbers.shape.count
      for row in 0..<samples {
        rows[row].removeAll { other in
          (0..<width).contains { place in
            let own = exact.user[start + row * width + place]
            let right = exact.right[start + other * width + place]
            let room = Tolerance().room(for: right) + numbers.digits.halves[row * width + place]
            return distance(own, right) > room
          }
        }
      }
      start += samples * width
    }
    var free = Set(0..<samples)
    var order: [Int] = []
    for row in rows {
      guard let next = row.first(where: free.contains) else { return nil }
      free.remove(next)
      order.append(next)
    }
    return order == Array(0..<samples) ? nil : order
  }
}
