import Tensors

/// The samples in another order than the one that they are given in; the right numbers, in other
/// rows.
struct RowsInAnotherOrder: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let count = anatomy.samples
    guard count > 1 else { return [] }
    var orders: [[Int]] = []
    if count > 2 { orders.append(RowsInAnotherOrder.swapped(1, 2, of: count)) }
    if let found = anatomy.rowOrder { orders.append(found) }
    var seen: Set<[Int]> = [Array(0..<count)]
    return orders.filter { seen.insert($0).inserted }.map { order in
      let rows = order.map(String.init).joined(separator: ", ")
      let moved = order.indices.filter { order[$0] != $0 }
      let title =
        moved.count == 2
        ? "rows \(moved[0]) and \(moved[1]) of the input exchanged"
        : "the rows of the input in another order"
      return Slip(
        "D16", title,
        contrast: Slip.Contrast(
          at: "the input", right: "samples in the order given",
          wrong: "samples in the order \(rows)"),
        inputs: { $0.map { $0.inOrder(order) } })
    }
  }

  private static func swapped(_ a: Int, _ b: Int, of count: Int) -> [Int] {
    var order = Array(0..<count)
    order.swapAt(a, b)
    return order
  }
}

extension Tensor {
  /// The rows in another order.
  fileprivate func inOrder(_ order: [Int]) -> Tensor {
    Tensor.stack(order.compactMap { row($0) }) ?? self
  }
}
