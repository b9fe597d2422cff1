import Layers

/// The order in which Keras lists the layers of a Functional: those farthest from the outputs first, and among equals as
/// a walk from the outputs meets them.
///
/// Keras puts its layers in this order whatever a file says, and finds weights by it.
struct KerasOrder {
  /// The layers of a graph, those that no output needs left out.
  private(set) var nodes: [Int] = []
  private let graph: Graph
  /// When the walk first meets a layer.
  private var met: [Int: Int] = [:]
  /// The calls, each behind those that it reads.
  private var sorted: [TensorReference] = []

  init(_ graph: Graph) {
    self.graph = graph
    for output in graph.outputs { walk(from: output.call(0)) }
    var depths: [TensorReference: Int] = [:]
    var layers: [Int: Int] = [:]
    for call in sorted.reversed() {
      let depth = max(depths[call] ?? 0, layers[call.node] ?? 0)
      (layers[call.node], depths[call]) = (depth, depth)
      for need in needs(call) { depths[need] = max(depths[need] ?? 0, depth + 1) }
    }
    for input in graph.inputs where layers[input.node] == nil {
      (layers[input.node], met[input.node]) = (0, -1)
    }
    nodes = layers.keys.sorted { one, two in
      (-(layers[one] ?? 0), met[one] ?? 0, one) < (-(layers[two] ?? 0), met[two] ?? 0, two)
    }
  }

  /// The calls that a call reads, in the order of its arguments.
  private func needs(_ call: TensorReference) -> [TensorReference] {
    guard graph.nodes[call.node].calls.indices.contains(call.call),
      !graph.inputs.contains(where: { $0.node == call.node })
    else { return [] }
    let own = graph.nodes[call.node].calls[call.call]
    let keywords = own.keywords.sorted { $0.key < $1.key }.flatMap(\.value.tensors)
    return (own.arguments.flatMap(\.tensors) + keywords).map { $0.call(0) }
  }

  /// Goes down through all that a call needs; graphs may be deeper than a stack.
  private mutating func walk(from start: TensorReference) {
    var done = Set(sorted)
    guard !done.contains(start) else { return }
    var path: [(call: TensorReference, needs: ArraySlice<TensorReference>)] = []
    func step(_ call: TensorReference) { path.append((call, needs(call)[...])) }
    func meet(_ node: Int) { if met[node] == nil { met[node] = met.count } }
    meet(start.node)
    step(start)
    while let last = path.indices.last {
      guard let need = path[last].needs.popFirst() else {
        let call = path.removeLast().call
        done.insert(call)
        sorted.append(call)
        continue
      }
      guard !done.contains(need) else { continue }
      meet(need.node)
      step(need)
    }
  }
}

extension TensorReference {
  /// The first tensor of the same call.
  fileprivate func call(_ tensor: Int) -> TensorReference {
    TensorReference(node: node, call: call, tensor: tensor)
  }
}
