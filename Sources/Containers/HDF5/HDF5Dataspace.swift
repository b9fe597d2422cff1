/// The shape of a dataset or attribute.
struct HDF5Dataspace {
  /// Empty for a scalar; (0) for the null dataspace, which holds nothing.
  let shape: [Int]

  /// Reads versions 1 and 2.
  init(_ cursor: inout Cursor, _ image: HDF5Image) throws(ContainerError) {
    let version = try cursor.uint8()
    let rank = try cursor.uint8()
    try cursor.skip(1)
    guard version == 1 || version == 2 else {
      throw cursor.unsupported("version 1 or 2", "\(version)")
    }
    guard rank <= 32 else { throw cursor.damaged("at most 32 dimensions", "\(rank)") }
    if version == 1 {
      try cursor.skip(5)
    } else if try cursor.uint8() == 2 {
      shape = [0]
      return
    }
    var shape: [Int] = []
    for _ in 0..<rank { shape.append(try cursor.length(in: image)) }
    self.shape = shape
  }
}
