/// # Containers: the bytes of a file become named arrays and text.
///
/// HDF5, ZIP, .npy, .npz, JSON, TensorFlow's checkpoints and TensorFlow.js' lists of arrays, in place. The module knows nothing of Keras, of
/// tensors or of a terminal, and it imports nothing but libc and zlib.
///
/// A file is untrusted. Every number read from it is checked before it is used: positions by `Cursor`, sizes by
/// `Limits` before anything is allocated, sums and products by checked arithmetic. A walk through a file ends: an HDF5
/// file must be a tree (`HDF5Ledger`), JSON has a depth limit, ZIP entries may not overlap. What is refused is refused
/// by its name, as a `ContainerError`.
///
/// Opening reads what navigation needs and no more; the values of an array are touched when `StoredArray.bytes()` is
/// called, and returned in place when they lie in the file as one run. Of formats that are several files (`TensorBundle`,
/// `WeightsManifest`) the caller hands over the files that an index names, by names that stay in its folder.
///
/// Left out, because no Keras file has them: dense attribute and link storage, chunk indexes newer than B-tree v1,
/// committed, compound, reference and array datatypes, filters other than deflate, shuffle and Fletcher32, multi-disk
/// ZIP. Left out, because a model file must not lead anywhere else: links out of the tree, external storage, virtual
/// datasets, pickles.
package enum ContainerFormat: Sendable, Equatable {
  case hdf5, zip, npy, json, unknown

  /// Tells the format from the content, never from a file name: TensorFlow 2.12 wrote HDF5 under the name x.keras.
  ///
  /// HDF5 may stand behind a block of the user's, but then the file is no ZIP: a .keras archive, which holds HDF5, may
  /// hold it just there.
  package init(sniffing bytes: Bytes) {
    let start = bytes.prefix(8)
    if start.elementsEqual(HDF5Superblock.signature) {
      self = .hdf5
    } else if start.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      self = .zip
    } else if start.starts(with: NpyHeader.magic) {
      self = .npy
    } else if ZipDirectory.isPresent(in: bytes) {
      self = .zip
    } else if HDF5Superblock.offset(in: bytes) != nil {
      self = .hdf5
    } else if let first = start.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    {
      self = .json
    } else {
      self = .unknown
    }
  }
}
