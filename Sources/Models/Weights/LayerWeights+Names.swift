import Equations
import Layers

/// The arrays of a layer whose equations a person wrote.
extension LayerWeights {
  /// The arrays under the names that a person has given them; all others stay as they are.
  func named(by layer: any Layer) -> LayerWeights {
    guard let written = layer as? any Written else { return self }
    var result = self
    for weight in written.weightsRead {
      guard let name = name(of: weight.array), let source = own[name] else { continue }
      result.own[name] = nil
      result.own[weight.name] = source
    }
    result.shapes = own.mapValues(\.shape)
    return result
  }

  private func name(of array: LayerDefinition.Weight.Array) -> String? {
    switch array {
    case .place(let place): return unread.indices.contains(place) ? unread[place] : nil
    case .name(let name):
      let words = "/" + name
      return unread.first { LayerWeights.path($0).hasSuffix(words) }
    }
  }

  /// What is behind the last sign of a path, without the number that TensorFlow puts there: `kernel`.
  ///
  /// Keras 3 counts the arrays of a layer: `dense/0` for `layers/dense/vars/0`.
  static func shortName(_ name: String) -> String {
    let words = path(name).split(separator: "/").map(String.init)
    guard let last = words.last else { return name }
    guard Int(last) != nil, words.count > 2 else { return last }
    return "\(words[words.count - 3])/\(last)"
  }

  private static func path(_ name: String) -> String {
    "/" + (name.split(separator: ":").first.map(String.init) ?? name)
  }
}
