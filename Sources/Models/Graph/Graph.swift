import Layers

/// Layers and the calls that connect them, in the order of `model.layers`.
package struct Graph: Sendable {
  package internal(set) var nodes: [Node]
  package internal(set) var inputs: [TensorReference]
  package internal(set) var outputs: [TensorReference]

  /// A layer and how often it is called.
  package struct Node: Sendable {
    package let part: Part
    package internal(set) var calls: [GraphCall]

    package var name: String { part.name }
    package var layer: any Layer { part.layer }
  }
}

extension Graph {
  /// Which tensors of each call are read, by another call or as an output of the model.
  var tensorsRead: [CallReference: Set<Int>] {
    var read: [CallReference: Set<Int>] = [:]
    for reference in nodes.flatMap(\.calls).flatMap(\.references) + outputs {
      read[reference.call, default: []].insert(reference.tensor)
    }
    return read
  }

  /// `lstm`, `lstm#2:1`: a tensor by its layer, the call and its place among the call's.
  package func name(of reference: TensorReference) -> String {
    let call = reference.call.path(nodes[reference.node].name)
    return call + (reference.tensor > 0 ? ":\(reference.tensor)" : "")
  }

  /// The classes of the layers, of those inside others too.
  var kinds: [String] { nodes.flatMap { Graph.kinds($0.part) } }

  private static func kinds(_ part: Part) -> [String] {
    [part.config.kind] + part.layer.parts.flatMap(kinds)
  }
}

/// One call of a layer, of those that it has from 0 on.
package struct CallReference: Hashable, Sendable {
  package let node, index: Int

  package init(node: Int, index: Int) { (self.node, self.index) = (node, index) }

  /// `lstm`, `lstm#2`: the call behind the layer's name.
  package func path(_ layer: String) -> String { layer + (index == 0 ? "" : "#\(index + 1)") }
}

/// One output of one call of a layer.
package struct TensorReference: Hashable, Sendable {
  /// The call that makes it.
  package let call: CallReference
  package let tensor: Int

  package var node: Int { call.node }

  package init(_ call: CallReference, tensor: Int) { (self.call, self.tensor) = (call, tensor) }

  package init(node: Int, call: Int, tensor: Int) {
    self.init(CallReference(node: node, index: call), tensor: tensor)
  }
}

/// An argument of a call as the file describes it.
package typealias GraphArgument = Argument<TensorReference>

/// A call of a layer as the file describes it.
package struct GraphCall: Sendable {
  package var arguments: [GraphArgument] = []
  package var keywords: [String: GraphArgument] = [:]

  /// All tensors that the call reads, keywords by their names.
  package var references: [TensorReference] {
    arguments.flatMap(\.tensors) + keywords.sorted { $0.key < $1.key }.flatMap(\.value.tensors)
  }
}
