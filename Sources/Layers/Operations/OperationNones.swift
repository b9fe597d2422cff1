/// Settings of Keras 3's operations that may be None.
///
/// Of any other one None is no default: Keras takes it for off, for all axes, or ends with an error.
enum OperationNones {
  /// Whether a key of an operation's config is None where nobody said anything, or may be told so.
  static func takes(_ key: String, in operation: String) -> Bool {
    key == "axis" ? !oneAxis.contains(operation) : keys.contains(key)
  }

  private static let keys: Set<String> = [
    "attn_logits_soft_cap", "axes", "axisa", "axisb", "axisc", "bottom_cropping", "bottom_padding",
    "constant_values", "data_format", "dtype", "epsilon", "fft_length", "fill_value",
    "flash_attention", "initial", "left_cropping", "left_padding", "length", "neginf", "num",
    "num_segments", "ord", "output_padding", "posinf", "ragged", "rcond", "reduction",
    "right_cropping", "right_padding", "scale", "seed", "size", "sparse", "strides",
    "target_height", "target_width", "tol", "top_cropping", "top_padding", "weights", "window", "x",
  ]

  /// Operations that go along an axis whatever is said.
  private static let oneAxis: Set<String> = [
    "Argpartition", "ArraySplit", "CategoricalCrossentropy", "Concatenate", "Diff", "ExpandDims",
    "Glu", "LayerNorm", "Linspace", "Logspace", "MultiHot", "Normalize", "OneHot", "RMSNorm",
    "SparseCategoricalCrossentropy", "Sparsemax", "Split", "Stack", "Trapezoid", "Unstack",
  ]
}
