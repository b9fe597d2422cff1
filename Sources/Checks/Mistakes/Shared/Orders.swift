extension Array {
  /// All orders of the elements, their own first.
  var orders: [[Element]] {
    guard count > 1 else { return [self] }
    return indices.flatMap { first -> [[Element]] in
      var rest = self
      let head = rest.remove(at: first)
      return rest.orders.map { [head] + $0 }
    }
  }
}
