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
  /// The tensors that a call or an output of the model reads.
  var readTensors: Set<TensorReference> {
    Set(nodes.flatMap(\.calls).flatMap(\.references) + outputs)
  }

  /// The classes of the layers, of those inside others too.
  var kinds: [String] { nodes.flatMap { Graph.kinds($0.part) } }

  private static func kinds(_ part: Part) -> [String] {
    [part.config.kind] + part.layer.parts.flatMap(kinds)
  }
}

/// One output of one call of a layer.
package struct TensorReference: Hashable, Sendable {
  package let node: Int
  package let call: Int
  package let tensor: Int

  package init(node: Int, call: Int, tensor: Int) {
    (self.node, self.call, self.tensor) = (node, call, tensor)
  }
}

/// An argument of a call as the file describes it.
package typealias GraphArgument = Argument<TensorReference>

/// A call of a layer as the file describes it.
package struct GraphCall: Sendable {
  package var arguments: [GraphArgument] = []
  package var keywords: [String: GraphArgument] = [:]

  /// All tensors that the call reads.
  var references: [TensorReference] {
    arguments.flatMap(\.tensors) + keywords.values.flatMap(\.tensors)
  }
}
