import Containers
import Tensors

/// `.npz`: NumPy arrays by name.
enum NpzArrays: WrittenArrayFormat {
  static let suffixes = ["npz"]

  static func read(_ file: FileBytes) throws -> [FileArray] {
    let archive = try Npz(file.bytes, name: file.path)
    return try archive.names.map { name in
      FileArray(name: name, tensor: try Tensor(try archive.array(name)))
    }
  }

  static func bytes(of arrays: [NamedTensor], inNumPy names: [String]?) throws -> [UInt8]? {
    try Npz.write(zip(names ?? arrays.map(\.name), arrays).map { $1.tensor.named($0) })
  }
}
