/// The sizes beyond which a file is refused rather than read.
enum Limits {
  /// Files up to this size are copied into memory, where nobody can cut them short; larger ones are mapped.
  static let copiedFile = 16 << 20

  /// The number of bytes that one array or entry may unfold to, out of a file of `fileSize` bytes.
  ///
  /// Weights compress by a factor of 1 to 3, fresh zeros by up to 1000; 64 MB are granted to any file.
  static func unfolded(from fileSize: Int) -> Int {
    let (product, overflow) = fileSize.multipliedReportingOverflow(by: 32)
    return min(max(overflow ? .max : product, 64 << 20), 16 << 30)
  }

  /// ZIP entries up to this size have their checksum compared whenever they are read.
  static let eagerlyVerifiedEntry = 256 << 10

  /// The depth of HDF5 groups.
  static let groupDepth = 100

  /// The rank of an array; NumPy's own limit.
  static let rank = 64
}
