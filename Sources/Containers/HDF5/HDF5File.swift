/// An HDF5 file, of the kind that Keras and h5py write.
///
/// Opening reads the head and the root group. Everything else is read when it is asked for, in place.
package struct HDF5File: Sendable {
  package let root: HDF5Group

  /// `bytes` may be a part of another file, such as an entry of a .keras archive.
  package init(_ bytes: Bytes, name: String) throws(ContainerError) {
    let image = try HDF5Image(bytes, file: name)
    guard
      case .group(let root) = try HDF5Object(image, at: image.superblock.root, path: "/")
    else {
      throw ContainerError(
        .damaged, file: name, place: "/", expected: "a group", found: "a dataset")
    }
    self.root = root
  }
}
