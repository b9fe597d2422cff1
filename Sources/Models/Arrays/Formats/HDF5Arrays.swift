import Containers
import Tensors

/// `.h5`: the arrays of an HDF5 file by their paths in it, `layers/dense/vars/0`.
enum HDF5Arrays: ArrayFormat {
  static let suffixes = ["h5", "hdf5"]

  static func read(_ file: FileBytes) throws -> [FileArray] {
    try arrays(in: try HDF5File(file.bytes, name: file.path).root)
  }

  /// Nothing but the one array is read.
  static func read(_ file: FileBytes, for name: String) throws -> [FileArray] {
    let root = try HDF5File(file.bytes, name: file.path).root
    return [FileArray(name: name, tensor: try Tensor(try root.dataset(name).array))]
  }

  private static func arrays(in group: HDF5Group) throws -> [FileArray] {
    try group.childNames.flatMap { name -> [FileArray] in
      switch try group.child(name) {
      case .group(let inner): return try arrays(in: inner)
      case .dataset(let dataset):
        let array = dataset.array
        return [FileArray(name: String(array.name.drop { $0 == "/" }), tensor: try Tensor(array))]
      case nil: return []
      }
    }
  }
}
