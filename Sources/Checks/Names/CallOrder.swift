import Models
import Terms

/// Settles which call of a shared layer an array is of.
///
/// `dense#2` is the second call in the order in which the model was written. A file that counts
/// them in the order in which Keras ran them has them in other places; then the calls are matched
/// by their values.
struct CallOrder {
  let reference: Reference

  /// An array and the value that it is compared with.
  struct Pair {
    let array: NamedTensor
    let name: ArrayName
    var value: Value?
  }

  init(_ reference: Reference) { self.reference = reference }

  /// Exchanges values among the calls of a layer where that makes all of them agree; says so.
  func settle(_ pairs: inout [Pair]) throws -> [String] {
    var remarks: [String] = []
    let groups = Dictionary(grouping: pairs.indices) { pairs[$0].name.uncalled }
    for (name, places) in groups.sorted(by: { $0.key < $1.key }) where places.count > 1 {
      let values = places.compactMap { pairs[$0].value }
      guard values.count == places.count else { continue }
      var free = values
      var order: [Value] = []
      for place in places {
        // Its own value first.
        let own = free.indices.filter { free[$0] == pairs[place].value }
        let candidates = own + free.indices.filter { !own.contains($0) }
        let match = try candidates.first { candidate in
          try reference.check(pairs[place].array, with: free[candidate]).isAccepted
        }
        guard let match else { break }
        order.append(free.remove(at: match))
      }
      guard order.count == places.count, order != values else { continue }
      for (place, value) in zip(places, order) { pairs[place].value = value }
      remarks.append("the file counts the calls of \(name) in another order")
    }
    return remarks
  }
}
