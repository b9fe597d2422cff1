import Containers
import Tensors

/// A file format that inputs can be read from.
protocol InputFormat: Sendable {
  /// How the format is called in messages.
  static var name: String { get }
  /// The endings of its files, without the dot.
  static var suffixes: [String] { get }
  /// The arrays in a file, by name where they have one.
  static func read(_ file: FileBytes) throws -> [InputArray]
  /// The arrays among which one of this name is.
  static func read(_ file: FileBytes, for name: String) throws -> [InputArray]
}

extension InputFormat {
  static func read(_ file: FileBytes, for name: String) throws -> [InputArray] {
    try read(file)
  }
}

/// An array of an input file.
public struct InputArray: Sendable {
  public let name: String?
  public let tensor: Tensor
  /// What was passed over in the file.
  public let remarks: [String]

  init(name: String?, tensor: Tensor, remarks: [String] = []) {
    (self.name, self.tensor, self.remarks) = (name, tensor, remarks)
  }
}

/// Every input format there is, by the name of its file.
enum InputFormats {
  static let all: [any InputFormat.Type] = [
    CsvInput.self,
    HDF5Input.self,
    JsonInput.self,
    NpyInput.self,
    NpzInput.self,
  ]

  static var suffixes: [String] { all.flatMap { $0.suffixes } }
}

/// Why an input cannot be read or fed.
public struct InputError: Error, Sendable, CustomStringConvertible {
  public let reason: String
  public let hint: String
  /// The file that holds what cannot be read; nil where what was typed is at fault.
  public let file: String?

  public init(_ reason: String, hint: String = "") {
    self.init(reason, hint, in: nil)
  }

  /// What is wrong at a place of a file, `:3: column 2`, or with all of it.
  init(in file: String, at place: String = "", _ reason: String, hint: String = "") {
    self.init("\(file.onOneLine)\(place): \(reason)", hint, in: file)
  }

  private init(_ reason: String, _ hint: String, in file: String?) {
    (self.reason, self.hint, self.file) = (reason, hint, file)
  }

  public var description: String { hint.isEmpty ? reason : "\(reason)\n\(hint)" }
}

/// A file named as an input: `data.npz`, or one array of it, `data.npz:x0`.
struct InputFile {
  let path: String
  let array: String?
  private let format: any InputFormat.Type

  /// Nil when the text does not look like a file of a known format.
  init?(_ text: String) {
    for format in InputFormats.all {
      for suffix in format.suffixes {
        if text.lowercased().hasSuffix("." + suffix) {
          self.init(path: text, array: nil, format: format)
          return
        }
        if let colon = text.lastIndex(of: ":"), text[..<colon].lowercased().hasSuffix("." + suffix)
        {
          self.init(
            path: String(text[..<colon]), array: String(text[text.index(after: colon)...]),
            format: format)
          return
        }
      }
    }
    return nil
  }

  private init(path: String, array: String?, format: any InputFormat.Type) {
    self.path = path
    self.array = array
    self.format = format
  }

  func read() throws -> [InputArray] {
    let file = try FileBytes(path: path)
    guard let array else { return try file.reading { try format.read($0) } }
    let all = try file.reading { try format.read($0, for: array) }
    guard let one = all.first(where: { $0.name == array }) else {
      let names = all.compactMap(\.name).joined(separator: ", ")
      throw InputError(
        "\(path.onOneLine) holds no array \(array)",
        hint: names.isEmpty ? "Its one array has no name: \(path)" : "It holds: \(names)")
    }
    return [one]
  }
}
