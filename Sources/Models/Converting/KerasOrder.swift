/// The order in which Keras lists the layers of a Functional: those farthest from the outputs first, and among equals as
/// a walk from the outputs meets them.
///
/// Keras puts its layers in this order whatever a file says, and finds weights by it.
struct KerasOrder {
  /// The layers of a graph, those that no output needs left out.
  let nodes: [Int]

  init(_ graph: Graph) {
    var walk = CallWalk(graph)
    for output in graph.outputs { _ = walk.go(from: output.call) }
    var depths = KerasDepths(walk).ofLayers
    var met: [Int: Int] = [:]
    for call in walk.met where met[call.node] == nil { met[call.node] = met.count }
    for input in graph.inputs where depths[input.node] == nil {
      (depths[input.node], met[input.node]) = (0, -1)
    }
    nodes = depths.keys.sorted { one, two in
      (-(depths[one] ?? 0), met[one] ?? 0, one) < (-(depths[two] ?? 0), met[two] ?? 0, two)
    }
  }
}
