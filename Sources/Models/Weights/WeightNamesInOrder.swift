import Layers

/// What the weights of a model are called, in the order in which they are made: `dense/kernel`, and with the names of
/// what they stand in.
struct WeightNamesInOrder {
  private var paths: [[String]] = []

  init(_ graph: Graph) {
    for node in graph.nodes { collect(node.part, [node.name]) }
  }

  private mutating func collect(_ part: Part, _ path: [String]) {
    paths += part.layer.weights.map { path + [$0.key] }
    for inner in part.layer.parts { collect(inner, path + [inner.name]) }
  }

  /// The first names, for a message.
  var examples: [String] { paths.prefix(4).map { $0.joined(separator: "/") } }

  /// The place of the array of every weight; nil where a weight has none, or two.
  ///
  /// A name may begin with more or leave out what a weight stands in as long as it is the only one: `kernel:0` of
  /// `my_model/dense/kernel:0` is `dense/kernel`.
  func order(of names: [String]) -> [Int]? {
    guard names.count == paths.count else { return nil }
    let words = names.map { name in
      name.split { "/.".contains($0) }.map { String($0.prefix { $0 != ":" }) }
    }
    let ends = paths.map { path in [path, [path[0], path[path.count - 1]]] }
    var found: [[String]: [Int]] = [:]
    for length in Set(ends.joined().map(\.count)) {
      for (place, word) in words.enumerated() where word.count >= length {
        found[Array(word.suffix(length)), default: []].append(place)
      }
    }
    let order = ends.map { ends in
      ends.lazy.compactMap { found[$0] }.first { $0.count == 1 }?.first
    }
    let places = order.compactMap { $0 }
    return Set(places).count == paths.count ? places : nil
  }
}
