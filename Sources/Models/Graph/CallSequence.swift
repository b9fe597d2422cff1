/// The calls of a graph's layers in an order in which each comes after those whose tensors it reads.
///
/// Where the file's own order does, it stays.
struct CallSequence {
  private(set) var calls: [(node: Int, call: Int)] = []

  /// A call on the way down through what it needs.
  private struct Step {
    let call: TensorReference
    var needs: ArraySlice<TensorReference>
  }

  /// Throws when calls read each other in a circle.
  init(_ graph: Graph, model: String) throws {
    var done = Set(graph.inputs.map(\.whole))
    var begun: Set<TensorReference> = []
    for node in graph.nodes.indices {
      for call in graph.nodes[node].calls.indices {
        let first = TensorReference(node: node, call: call, tensor: 0)
        guard !done.contains(first) else { continue }
        begun.insert(first)
        var path = [Step(call: first, needs: graph.needs(of: first)[...])]
        while var step = path.popLast() {
          guard let need = step.needs.popFirst() else {
            done.insert(step.call)
            calls.append((step.call.node, step.call.call))
            continue
          }
          path.append(step)
          guard !done.contains(need) else { continue }
          guard begun.insert(need).inserted else {
            throw CallSequence.circle(path.map(\.call), need, graph, model)
          }
          path.append(Step(call: need, needs: graph.needs(of: need)[...]))
        }
      }
    }
  }

  private static func circle(
    _ path: [TensorReference], _ again: TensorReference, _ graph: Graph, _ model: String
  ) -> GraphError {
    let circle = path.drop { $0 != again } + [again]
    let names = circle.map { graph.nodes[$0.node].name }
    let shown = names.count > 8 ? names.prefix(4) + ["…"] + names.suffix(2) : names[...]
    return GraphError(
      model: model,
      reason: "layers read each other in a circle: \(shown.reversed().joined(separator: " → "))")
  }
}

extension Graph {
  /// The calls whose tensors a call reads; none where there is no such call, as of an input.
  func needs(of call: TensorReference) -> [TensorReference] {
    guard nodes.indices.contains(call.node), nodes[call.node].calls.indices.contains(call.call)
    else { return [] }
    return nodes[call.node].calls[call.call].references.map(\.whole)
  }
}

extension TensorReference {
  /// The call that makes the tensor.
  var whole: TensorReference { TensorReference(node: node, call: call, tensor: 0) }
}
