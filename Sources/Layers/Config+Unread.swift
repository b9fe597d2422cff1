import Containers

extension Config {
  /// Why the layer may not be computed: the first key that says something and that nobody has
  /// asked for; nil when all of the config is understood.
  ///
  /// What is not understood is never passed over: an option of a later version, or one misspelt,
  /// would change the numbers without a word.
  package func misunderstanding(of layer: any Layer) -> String? {
    let type = Swift.type(of: layer)
    guard type.readsOwnKeys, let object = json.objectValue else { return nil }
    for (key, value) in object {
      guard !reads.contains(key), !Config.isNothing(value), !isForTraining(key),
        !type.ignoredKeys.contains(key), type.inertValues[key]?.contains(value.text) != true
      else { continue }
      return
        "its config says \(key) = \(value.text.short()), an option of \(kind) that is not known here"
    }
    return nil
  }

  /// Null, false and what is empty ask for nothing.
  private static func isNothing(_ value: JSON) -> Bool {
    switch value {
    case .null, .bool(false): true
    case .string(let word): word.isEmpty
    case .array(let list): list.isEmpty
    case .object(let object): object.isEmpty
    default: false
    }
  }

  /// What every layer may carry along: names, shapes and formats that are read elsewhere, and what
  /// matters while weights are made or trained.
  private func isForTraining(_ key: String) -> Bool {
    if Config.anywhere.contains(key) { return true }
    if ["_initializer", "_regularizer", "_constraint"].contains(where: key.hasSuffix) {
      return true
    }
    guard version.major < 2 else { return false }
    return key.hasSuffix("init") || Config.inKeras1.contains(key)
      || (Config.merges.contains(kind) && Config.inMerge.contains(key))
  }

  private static let anywhere: Set<String> = [
    "name", "trainable", "dtype", "dtype_policy", "batch_input_shape", "batch_shape",
    "input_shape", "input_dim", "input_length", "build_config", "seed",
  ]

  /// Words of Keras 1 that its dialect has translated, or that say how to compute the same.
  private static let inKeras1: Set<String> = [
    "input_dtype", "nb_row", "nb_col", "dim_ordering", "consume_less", "dropout_W", "dropout_U",
  ]

  /// The layers of which Keras 1 made one, Merge, and the words of that one.
  private static let merges: Set<String> = [
    "Add", "Multiply", "Average", "Maximum", "Concatenate",
  ]
  private static let inMerge: Set<String> = [
    "mode", "mode_type", "layers", "concat_axis", "dot_axes", "node_indices", "tensor_indices",
    "output_shape_type", "output_mask_type",
  ]
}
