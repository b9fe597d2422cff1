import Containers

extension Config {
  /// What says in which format the layer computes: its dtype, or what a map of dtypes has for it; nil where nothing does.
  var policy: JSON? {
    guard let value = value("dtype") ?? value("dtype_policy") else { return nil }
    guard let map = PolicyMap(value) else { return value }
    return map.policy(of: self) ?? value
  }
}

/// Keras 3's `DTypePolicyMap`: a format for each path of a layer, and one for all others.
struct PolicyMap {
  private let fallback: JSON
  private let policies: JSONObject

  /// Nil of any other policy.
  init?(_ policy: JSON) {
    guard policy["class_name"]?.stringValue == "DTypePolicyMap" else { return nil }
    let config = policy["config"] ?? .null
    let given = config["default_policy"] ?? .null
    fallback = given.isNull ? .string("float32") : given
    policies = config["policy_map"]?.objectValue ?? JSONObject([])
  }

  /// Layers that hold no others, whose path is all that counts.
  private static let plain: Set<String> = [
    "BatchNormalization", "Conv1D", "Conv2D", "Conv3D", "Dense", "DepthwiseConv1D",
    "DepthwiseConv2D", "EinsumDense", "Embedding", "LayerNormalization", "SeparableConv1D",
    "SeparableConv2D",
  ]

  /// The policy of a layer, whose path is its name as Keras loads it; nil where it cannot be told: where a key is a pattern, or
  /// for something inside the layer, or of a path that ends with its name.
  func policy(of layer: Config) -> JSON? {
    var found = fallback
    for (key, policy) in policies {
      guard key.allSatisfy({ $0.isLetter || $0.isNumber || "_-/".contains($0) }) else { return nil }
      if key == layer.name, PolicyMap.plain.contains(layer.kind) {
        found = policy
      } else if key.contains(layer.name) {
        return nil
      } else if layer.name.contains(key), layer.version < KerasVersion(3, 15) {
        // Earlier ones looked for a key anywhere in a path.
        return nil
      }
    }
    return found
  }
}
