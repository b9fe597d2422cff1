import Containers

extension Tensor {
  /// An array as it can be typed, every digit of it: `[[0.1, 2], [3, 4]]`.
  package func literal() throws -> String {
    try Interruption.check()
    guard shape.rank > 0 else {
      return NumberFormat.exact(elements.first ?? .nan, dtype)
    }
    if shape.rank == 1 {
      let numbers = try elements.enumerated().map { place, number in
        if place % 4096 == 0 { try Interruption.check() }
        return NumberFormat.exact(number, dtype)
      }
      return "[\(numbers.joined(separator: ", "))]"
    }
    let rows = (0..<shape[0]).compactMap(row)
    return "[\(try rows.map { try $0.literal() }.joined(separator: ", "))]"
  }
}
