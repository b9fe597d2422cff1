import Containers

/// The words in which a policy is saved as an object: its class, and what its class takes.
enum PolicyWords {
  /// What each of Keras' policies takes. Keras 2 has Policy alone.
  private static let arguments: [String: Set<String>] = [
    "Policy": ["name"], "PolicyV1": ["name", "loss_scale"],
    "DTypePolicy": ["name"], "FloatDTypePolicy": ["name"],
    "QuantizedDTypePolicy": quantized, "Int4DTypePolicy": quantized, "GPTQDTypePolicy": quantized,
    "AWQDTypePolicy": quantized,
    "QuantizedFloat8DTypePolicy": quantized.union(["amax_history_length"]),
    "DTypePolicyMap": ["default_policy", "policy_map"],
  ]
  private static let quantized: Set<String> = ["mode", "source_name"]

  /// What is not understood of a policy; nil where all of it is, and of one that is a word.
  static func problem(_ policy: JSON) -> String? {
    guard let object = policy.objectValue else { return nil }
    guard let kind = object["class_name"]?.stringValue, let known = arguments[kind] else {
      let kind = object["class_name"].map { $0.text.short() } ?? "of no class"
      return "its dtype is a policy \(kind), which is not known here"
    }
    let config = object["config"]?.objectValue ?? [:]
    if let (key, value) = config.first(where: { !known.contains($0.key) && !$0.value.isNull }) {
      return
        "its dtype says \(key) = \(value.text.short()), an option of \(kind) that is not known here"
    }
    guard known.isSuperset(of: quantized) else { return nil }
    guard let mode = config["mode"]?.stringValue else {
      return "its dtype is a \(kind) without a mode"
    }
    return fits(kind, mode) ? nil : "its dtype is a \(kind) of mode \(mode), which it has not"
  }

  /// Whether a class takes a mode: int8 and float8 are words, the others have numbers behind them where they are a class of
  /// their own.
  private static func fits(_ kind: String, _ mode: String) -> Bool {
    let parts = mode.split(separator: "/", omittingEmptySubsequences: false)
    switch kind {
    case "Int4DTypePolicy": return parts.count == 2 && parts[0] == "int4"
    case "GPTQDTypePolicy": return parts.count == 3 && parts[0] == "gptq"
    case "AWQDTypePolicy": return parts.count == 3 && parts[0] == "awq"
    case "QuantizedFloat8DTypePolicy": return mode == "float8"
    default: return ["int8", "int4", "float8"].contains(mode)
    }
  }
}
