import Containers
import Tensors

/// `.npy`: one NumPy array.
enum NpyArrays: WrittenArrayFormat {
  static let suffixes = ["npy"]

  static func read(_ file: FileBytes) throws -> [FileArray] {
    let array = try Npy.read(file.bytes, name: "", file: file.path)
    return [FileArray(name: nil, tensor: try Tensor(array))]
  }

  static func bytes(of arrays: [NamedTensor], inNumPy names: [String]?) throws -> [UInt8]? {
    guard let one = arrays.first, arrays.count == 1 else { return nil }
    return try Npy.write(one.tensor.named(""))
  }
}
