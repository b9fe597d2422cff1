import Containers
import Tensors

/// `.npy`: one NumPy array.
enum NpyInput: InputFormat {
  static let name = "NumPy array"
  static let suffixes = ["npy"]

  static func read(_ file: FileBytes) throws -> [InputArray] {
    let array = try Npy.read(file.bytes, name: "", file: file.path)
    return [InputArray(name: nil, tensor: try Tensor(array))]
  }
}
