/// Operations that are known by name and not computed, and why.
extension OperationRules {
  /// Why an operation of Keras 3, or a function of TensorFlow by its last word, is not computed; nil where that is not known.
  static func reason(_ name: String) -> String? {
    let word = name.split(separator: ".").last.map(String.init) ?? name
    return reasons.first { $0.names.contains(word) }?.reason
  }

  /// Those of Keras 3 that share a reason, and the reason.
  static var refused: [(classes: [String], reason: String)] {
    reasons.compactMap { names, reason in
      let classes = names.filter { $0.first?.isUppercase == true && keras($0) == nil }.sorted()
      return classes.isEmpty ? nil : (classes, reason)
    }
  }

  private static let reasons: [(names: Set<String>, reason: String)] = [
    (
      [
        "AllClose", "Argpartition", "Corrcoef", "Correlate", "Diag", "Diagflat", "Flipud", "Lstsq",
        "Meshgrid", "Outer", "PSNR", "Scatter", "ScatterUpdate", "SegmentMax", "SegmentMin",
        "SegmentProd", "SegmentReduction", "SegmentSum", "MapCoordinates", "Vander", "Vdot",
        "Vsplit",
        "Vstack", "global_norm", "clip_by_global_norm", "l2_loss", "zero_fraction",
        "compute_average_loss", "scale_regularization_loss", "is_non_decreasing",
        "is_strictly_increasing", "tensor_diag", "tensor_diag_part", "clip_by_average_norm",
        "reduce_weighted_logsumexp", "confusion_matrix", "segment_max", "segment_mean",
        "segment_min", "segment_prod", "segment_sum", "unsorted_segment_max",
        "unsorted_segment_mean", "unsorted_segment_min", "unsorted_segment_prod",
        "unsorted_segment_sqrt_n", "unsorted_segment_sum", "scatter_nd",
        "tensor_scatter_nd_add", "tensor_scatter_nd_update",
      ], "it takes all samples together, and each is computed by itself here"
    ),
    (
      [
        "Bincount", "Histogram", "Nonzero", "Unique", "bincount", "boolean_mask", "unique",
        "collapse_repeated", "unique_with_counts", "dynamic_partition",
      ],
      "how long its result is depends on the numbers"
    ),
    (
      ["Eig", "eig", "eigvals", "Polar", "ViewAsComplex", "ViewAsReal"],
      "its numbers are complex"
    ),
    (
      ["ConvTranspose"],
      "Keras ends with an error, for it takes output_padding for padding; the layer Conv2DTranspose is computed"
    ),
    (
      ["Geomspace", "LuFactor", "Rearrange"],
      "Keras ends with an error where it is given samples, however many they are"
    ),
    (
      [
        "AssociativeScan", "Cond", "ForiLoop", "Function", "JVP", "Map", "Scan", "Switch",
        "VectorizedMap", "WhileLoop",
      ], "it calls functions that the file does not hold"
    ),
    (["ElasticTransform"], "it draws at random"),
    (["Arange", "Full", "Ndim", "Size"], "what it makes is of no sample"),
    (["CTCDecode", "CTCLoss", "ctc_loss", "ctc_greedy_decoder"], "its paths are no formula"),
    (["EmptyLike", "View", "bitcast", "fingerprint"], "its numbers are those of memory"),
    (["nextafter"], "its next number is that of a format, and no formula's"),
    (
      ["igamma", "igammac", "betainc", "ndtri", "erfcinv"],
      "its series have lengths that depend on the numbers"
    ),
    (
      ["sqrtm", "isotonic_regression"],
      "it goes on until something is reached, as no formula does"
    ),
    (
      ["approx_max_k", "approx_min_k", "approx_top_k"],
      "it finds the greatest nearly, and no formula says which"
    ),
  ]
}
