import Layers

/// Layers and the calls that connect them, in the order of `model.layers`.
public struct Graph: Sendable {
  public internal(set) var nodes: [Node]
  public internal(set) var inputs: [TensorReference]
  public internal(set) var outputs: [TensorReference]

  /// A layer and how often it is called.
  public struct Node: Sendable {
    public let part: Part
    public internal(set) var calls: [GraphCall]

    public var name: String { part.name }
    public var layer: any Layer { part.layer }
  }
}

extension Graph {
  /// The classes of the layers, of those inside others too.
  var kinds: [String] { nodes.flatMap { Graph.kinds($0.part) } }

  private static func kinds(_ part: Part) -> [String] {
    [part.config.kind] + part.layer.parts.flatMap(kinds)
  }
}

/// One output of one call of a layer.
public struct TensorReference: Hashable, Sendable {
  public let node: Int
  public let call: Int
  public let tensor: Int

  public init(node: Int, call: Int, tensor: Int) {
    (self.node, self.call, self.tensor) = (node, call, tensor)
  }
}

/// An argument of a call as the file describes it.
public typealias GraphArgument = Argument<TensorReference>

/// A call of a layer as the file describes it.
public struct GraphCall: Sendable {
  public var arguments: [GraphArgument] = []
  public var keywords: [String: GraphArgument] = [:]

  /// All tensors that the call reads.
  var references: [TensorReference] {
    arguments.flatMap(\.tensors) + keywords.values.flatMap(\.tensors)
  }
}
