import Tensors

/// An array with its name.
public struct NamedTensor: Sendable, Equatable {
  public let name: String
  public let tensor: Tensor

  public init(_ name: String, _ tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}

/// An array of a file.
public struct FileArray: Sendable {
  /// Nil where the format gives arrays no names.
  public let name: String?
  public let tensor: Tensor
  /// What was passed over in the file.
  public let remarks: [String]

  init(name: String?, tensor: Tensor, remarks: [String] = []) {
    (self.name, self.tensor, self.remarks) = (name, tensor, remarks)
  }
}
