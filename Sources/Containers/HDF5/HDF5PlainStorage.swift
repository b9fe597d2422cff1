/// Values of a dataset or attribute in one run, whose strings may lie in the global heap.
struct HDF5PlainStorage: ArrayStorage {
  let bytes: Bytes
  let image: HDF5Image
  var isIntact: Bool { bytes.isIntact }

  /// Without the padding that may follow them.
  func bytes(of array: StoredArray) -> Bytes {
    bytes.slice(0, count: array.byteCount) ?? bytes
  }

  func resolver(for array: StoredArray) throws(ContainerError) -> any StringResolver {
    try HDF5StringReader(image, array)
  }
}
