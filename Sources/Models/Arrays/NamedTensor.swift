import Tensors

/// An array with its name.
package struct NamedTensor: Sendable, Equatable {
  package let name: String
  package let tensor: Tensor

  package init(_ name: String, _ tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}

/// An array of a file.
package struct FileArray: Sendable {
  /// Nil where the format gives arrays no names.
  package let name: String?
  package let tensor: Tensor
  /// What was passed over in the file.
  package let remarks: [String]

  init(name: String?, tensor: Tensor, remarks: [String] = []) {
    (self.name, self.tensor, self.remarks) = (name, tensor, remarks)
  }
}
