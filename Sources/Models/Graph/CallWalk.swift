/// A walk from calls down through those whose tensors they read; graphs may be deeper than a stack.
struct CallWalk {
  let graph: Graph
  /// The calls in the order in which the walk meets them first.
  private(set) var met: [CallReference] = []
  /// The same, each behind those whose tensors it reads.
  private(set) var finished: [CallReference] = []
  private let inputs: Set<CallReference>
  private var begun: Set<CallReference> = []
  private var done: Set<CallReference> = []

  init(_ graph: Graph) {
    self.graph = graph
    inputs = Set(graph.inputs.map(\.call))
  }

  /// The calls whose tensors a call reads, in the order of its arguments; none of an input.
  func needs(of call: CallReference) -> [CallReference] {
    guard !inputs.contains(call), graph.nodes.indices.contains(call.node),
      graph.nodes[call.node].calls.indices.contains(call.index)
    else { return [] }
    return graph.nodes[call.node].calls[call.index].references.map(\.call)
  }

  /// Goes on from a call; gives calls that read each other in a circle, from the first to itself again, where it comes to such.
  mutating func go(from start: CallReference) -> [CallReference]? {
    guard meets(start) else { return nil }
    var path = [(call: start, needs: needs(of: start)[...])]
    while var step = path.popLast() {
      guard let need = step.needs.popFirst() else {
        finished.append(step.call)
        done.insert(step.call)
        continue
      }
      path.append(step)
      if meets(need) {
        path.append((need, needs(of: need)[...]))
      } else if !done.contains(need) {
        return path.map(\.call).drop { $0 != need } + [need]
      }
    }
    return nil
  }

  private mutating func meets(_ call: CallReference) -> Bool {
    guard begun.insert(call).inserted else { return false }
    met.append(call)
    return true
  }
}
