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
      ], "it takes all samples together, and each is computed by itself here"
    ),
    (
      ["Bincount", "Histogram", "Nonzero", "Unique", "bincount", "boolean_mask", "unique"],
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
    (["EmptyLike", "View"], "its numbers are those of memory"),
  ]
}
