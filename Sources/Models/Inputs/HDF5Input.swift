import Containers
import Tensors

/// `.h5`: the arrays of an HDF5 file by their paths in it, `layers/dense/vars/0`.
enum HDF5Input: InputFormat {
  static let name = "HDF5 file"
  static let suffixes = ["h5", "hdf5"]

  static func read(_ file: FileBytes) throws -> [InputArray] {
    try arrays(in: try HDF5File(file.bytes, name: file.path).root)
  }

  /// Nothing but the one array is read.
  static func read(_ file: FileBytes, for name: String) throws -> [InputArray] {
    let root = try HDF5File(file.bytes, name: file.path).root
    return [InputArray(name: name, tensor: try Tensor(try root.dataset(name).array))]
  }

  private static func arrays(in group: HDF5Group) throws -> [InputArray] {
    try group.childNames.flatMap { name -> [InputArray] in
      switch try group.child(name) {
      case .group(let inner): return try arrays(in: inner)
      case .dataset(let dataset):
        let array = dataset.array
        return [InputArray(name: String(array.name.drop { $0 == "/" }), tensor: try Tensor(array))]
      case nil: return []
      }
    }
  }
}
