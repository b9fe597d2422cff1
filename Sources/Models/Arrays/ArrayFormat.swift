import Containers

// Arrays in files, whatever they are for: a feed, weights to look at, numbers to be checked, a trace.
//
// They are read and written here, above `Tensors`, for a format is what its file means as tensors, and
// below everything that has arrays to read or to write. `Containers` knows the bytes, not the tensors.

/// A format of files that hold arrays.
protocol ArrayFormat: Sendable {
  /// The endings of its files, without the dot; the first is the one that is written.
  static var suffixes: [String] { get }
  /// The arrays in a file, by name where they have one.
  static func read(_ file: FileBytes) throws -> [FileArray]
  /// The arrays among which one of this name is.
  static func read(_ file: FileBytes, for name: String) throws -> [FileArray]
}

extension ArrayFormat {
  static func read(_ file: FileBytes, for name: String) throws -> [FileArray] {
    try read(file)
  }
}

/// A format that is written as well.
protocol WrittenArrayFormat: ArrayFormat {
  /// A file of arrays; nil where it cannot take so many. `names` stand for their own where the format
  /// is NumPy's.
  static func bytes(of arrays: [NamedTensor], inNumPy names: [String]?) throws -> [UInt8]?
}

/// Every format of arrays there is.
package enum ArrayFormats {
  static let all: [any ArrayFormat.Type] = [
    CsvArrays.self,
    HDF5Arrays.self,
    JsonArrays.self,
    NpyArrays.self,
    NpzArrays.self,
  ]

  /// Those that are written, the one first that people want most.
  static let written: [any WrittenArrayFormat.Type] = [
    NpzArrays.self, NpyArrays.self, JsonArrays.self,
  ]

  package static var suffixes: [String] { all.flatMap { $0.suffixes } }
}
