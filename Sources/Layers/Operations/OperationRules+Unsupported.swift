/// Operations that are known by name and not computed, and why.
extension OperationRules {
  /// Why an operation of Keras 3, or a function of TensorFlow by its last word, is not computed; nil where that is not known.
  static func reason(_ name: String) -> String? {
    let word = name.split(separator: ".").last.map(String.init) ?? name
    return reasons.first { $0.names.contains(word) }?.reason
  }

  private static let reasons: [(names: Set<String>, reason: String)] = [
    (
      [
        "AllClose", "Corrcoef", "Diag", "Diagflat", "Flipud", "Kron", "Meshgrid", "Outer", "PSNR",
        "SegmentMax", "SegmentMin", "SegmentProd", "SegmentSum", "SSIM", "Vander", "Vdot", "Vsplit",
        "Vstack", "global_norm", "clip_by_global_norm", "l2_loss", "psnr", "ssim", "zero_fraction",
      ], "it takes all samples together, and each is computed by itself here"
    ),
    (
      ["Bincount", "Histogram", "Nonzero", "Unique", "bincount", "boolean_mask", "unique"],
      "how long its result is depends on the numbers"
    ),
    (
      [
        "Eig", "Eigh", "Lstsq", "MatrixRank", "Pinv", "SVD", "eigh", "eigvalsh", "lstsq",
        "matrix_rank", "pinv", "svd",
      ], "it is made of singular values or eigenvalues, whose vectors' signs no formula says"
    ),
    (["EmptyLike", "View"], "its numbers are those of memory"),
  ]
}
