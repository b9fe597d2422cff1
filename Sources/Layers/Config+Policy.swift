import Containers
import Tensors

extension Config {
  /// Why the layer cannot be computed in the format that its policy asks for; nil when it can.
  ///
  /// A quantized layer computes with whole numbers or with eight bits, where that is known here from float32 alone, and a map
  /// gives every layer inside a format of its own; taken for float32 both would give other numbers.
  package var policyProblem: String? {
    guard let value = policy else { return nil }
    if let problem = PolicyWords.problem(value) { return problem }
    if let format = quantizedFormat, format.isComputed(for: self.kind) { return nil }
    let settings = value["config"] ?? .null
    let kind = value["class_name"]?.stringValue ?? ""
    if let mode = settings["mode"]?.stringValue { return Config.quantized(kind, mode) }
    if kind == "DTypePolicyMap" {
      return
        "its dtype is a DTypePolicyMap, a format for each path, and which of them is its own cannot be told"
    }
    guard let word = value.stringValue ?? settings["name"]?.stringValue else {
      return "its dtype \(value.text.short()) is not known here"
    }
    if word.contains("_from_") { return Config.quantized("", word) }
    return isKnown(word) ? nil : "its dtype \(word) is not known here"
  }

  private static func quantized(_ kind: String, _ mode: String) -> String {
    let policy = kind.isEmpty ? mode : "\(mode), \(kind)"
    return "it is quantized (\(policy)), and that is not computed here; "
      + "save the model as it was before quantize()"
  }

  private func isKnown(_ word: String) -> Bool {
    DType(rawValue: word) != nil
      || ["mixed_float16", "mixed_bfloat16", "infer", "_infer", "string"].contains(word)
  }
}
