import Containers
import Equations
import Layers
import Tensors

extension Model {
  /// What there is to say a layer's equations with: its inputs, weights and numbers, a sentence each; none where no
  /// layer is called so.
  package func facts(of path: String) -> [String] {
    let words = path.split(separator: "/").map(String.init)
    guard let (part, weights) = part(at: words[...], layer.parts, self.weights) else { return [] }
    var facts = [
      "\(path) is of the class \(part.config.kind)\(part.isOpen ? ", which is not computed" : "")"
    ]
    let arrays = weights.unread.enumerated().compactMap { index, name in
      (weights.own[name]?.shape ?? weights.shapes[name]).map {
        "w\(index) \($0) (\(LayerWeights.shortName(name)))"
      }
    }
    if !arrays.isEmpty { facts.append("its weights: \(arrays.joined(separator: ", "))") }
    let numbers = (part.config.json.objectValue ?? JSONObject([])).compactMap { key, value in
      value.doubleValue == nil ? nil : "\(key) = \(value.text)"
    }
    if !numbers.isEmpty { facts.append("its config says: \(numbers.joined(separator: ", "))") }
    if part.config.lacksFunction {
      facts += openSubjects.filter { $0.hasPrefix(path + ".") }.map(Advice.function)
    } else if part.isOpen {
      let ranks = weights.unread.map { weights.own[$0]?.shape.rank ?? 0 }
      facts.append(Advice.equation(path, inputs: inputCount(of: words[...], layer), ranks: ranks))
    }
    return facts
  }

  private func part(
    at path: ArraySlice<String>, _ parts: [Part], _ weights: LayerWeights
  ) -> (Part, LayerWeights)? {
    guard let index = parts.firstIndex(where: { $0.name == path.first }) else { return nil }
    let own = weights.part(index)
    return path.count == 1
      ? (parts[index], own) : part(at: path.dropFirst(), parts[index].layer.parts, own)
  }

  /// How many tensors the first call of a layer reads.
  private func inputCount(of path: ArraySlice<String>, _ model: ModelLayer) -> Int {
    guard let node = model.graph.nodes.first(where: { $0.name == path.first }) else { return 1 }
    if path.count > 1, let inner = node.layer as? ModelLayer {
      return inputCount(of: path.dropFirst(), inner)
    }
    return node.calls.first?.arguments.flatMap(\.tensors).count ?? 1
  }
}
