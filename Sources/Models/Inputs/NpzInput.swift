import Containers
import Tensors

/// `.npz`: NumPy arrays by name.
enum NpzInput: InputFormat {
  static let name = "NumPy archive"
  static let suffixes = ["npz"]

  static func read(_ file: FileBytes) throws -> [InputArray] {
    let archive = try Npz(file.bytes, name: file.path)
    return try archive.names.map { name in
      InputArray(name: name, tensor: try Tensor(try archive.array(name)))
    }
  }
}
