import Damage

/// TensorFlow's files of arrays that no program wrote.
enum BundleFiles {
  /// One array by its name alone, as TensorFlow 1 saved it.
  static func withoutGraph() throws -> [String: [UInt8]] {
    BundleWriter().files([.init("dense/kernel", [1], [0, 0, 128, 63])])
  }
}
