import Containers
import Layers

/// The objects of a program in a checkpoint, by what they called each other, and the arrays of those that are variables.
struct TrackedObjects {
  private let bundle: TensorBundle
  private let graph: TrackableGraph
  /// The variables' names that no other variable has.
  private let unique: Set<String>

  /// Children that hold the variables of a layer once more, or what is no part of it.
  private static let others: Set = [
    "variables", "trainable_variables", "non_trainable_variables", "regularization_losses",
    "keras_api", "optimizer", "signatures", "root", "states", "_random_generator", "metrics",
    "loss_tracker", "keras_metrics",
  ]

  init(_ bundle: TensorBundle, _ graph: TrackableGraph) {
    (self.bundle, self.graph) = (bundle, graph)
    let names = graph.nodes.compactMap(\.variable?.name)
    unique = Set(Dictionary(grouping: names) { $0 }.filter { $1.count == 1 && !$0.isEmpty }.keys)
  }

  func child(_ name: String, of node: Int) -> Int? { graph.child(name, of: node) }

  /// The children of a node by name.
  func children(of node: Int) -> [String: Int] {
    Dictionary(graph.nodes[node].children.map { ($0.name, $0.node) }) { first, _ in first }
  }

  /// How many children a node has that are called by a word and a number.
  func layerCount(of node: Int, named word: String = "layer-") -> Int {
    graph.nodes[node].children.count { child in
      child.name.hasPrefix(word) && Int(child.name.dropFirst(word.count)) != nil
    }
  }

  /// What a path leads to; Keras keeps some parts of layers under a name behind an underline.
  func descend(_ path: [String], from node: Int) -> Int? {
    var current = node
    for name in path {
      guard let next = child(name, of: current) ?? child("_" + name, of: current) else {
        return nil
      }
      current = next
    }
    return current
  }

  /// The variable of a node that is called so by its object or by itself; in a part of a layer, `query_kernel` is called
  /// `kernel` alone.
  func variable(_ name: String, of node: Int, inPart: Bool) -> Int? {
    let variables = graph.nodes[node].children.filter { isVariable($0.node) }
    let found =
      variables.first { $0.name == name }
      ?? variables.first { child in
        graph.nodes[child.node].variable.map { LayerWeights.shortName($0.name) } == name
      } ?? variables.first { inPart && name.hasSuffix("_" + $0.name) }
    return found?.node
  }

  /// What another variable of a node is called, besides some; nil where there is none.
  func variable(of node: Int, besides known: Set<Int>) -> String? {
    graph.nodes[node].children.first { child in
      graph.nodes[child.node].variable != nil && !known.contains(child.node)
    }?.name
  }

  /// The array of a variable, by its name in the program where that is its alone.
  func array(_ node: Int) throws -> StoredArray {
    guard let variable = graph.nodes[node].variable else {
      throw OpenError(
        bundle.name, "object \(node) is no variable", "The file was changed or damaged.")
    }
    let path = variable.key.without("/.ATTRIBUTES/VARIABLE_VALUE")
    return try bundle.array(
      variable.key, named: unique.contains(variable.name) ? variable.name : path)
  }

  /// All variables below a node, each once: in the order in which Keras lists them, or as the objects come.
  func arrays(below node: Int) throws -> [StoredArray] {
    if let list = child("variables", of: node), !graph.nodes[list].children.isEmpty {
      return try numbered(list).filter { graph.nodes[$0].variable != nil }.map(array)
    }
    var found: [Int] = []
    var seen: Set = [node]
    var rest = [node]
    while let next = rest.popLast() {
      if graph.nodes[next].variable != nil { found.append(next) }
      let children = graph.nodes[next].children.filter { child in
        !TrackedObjects.others.contains(child.name) && seen.insert(child.node).inserted
      }
      rest += children.reversed().map(\.node)
    }
    return try found.map(array)
  }

  /// The children of a list in its order.
  func numbered(_ list: Int) -> [Int] {
    graph.nodes[list].children.compactMap { child in Int(child.name).map { ($0, child.node) } }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }

  func isVariable(_ node: Int) -> Bool { graph.nodes[node].variable != nil }

  /// What an optimizer keeps of each variable.
  func slots(of node: Int) -> [TrackableGraph.Slot] { graph.nodes[node].slots }
}

extension String {
  /// The text without an ending that it may have.
  fileprivate func without(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
