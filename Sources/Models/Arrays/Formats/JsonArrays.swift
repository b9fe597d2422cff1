import Containers
import Tensors

/// `.json`: nested lists of numbers or of texts, or an object of them by name.
enum JsonArrays: WrittenArrayFormat {
  static let suffixes = ["json"]

  static func read(_ file: FileBytes) throws -> [FileArray] {
    let json = try JSON(parsing: file.bytes, file: file.path, limit: .numbers)
    if let object = json.objectValue {
      if let key = object.repeatedKey {
        throw InputError(in: file.path, "\(key) stands in it twice", hint: "Give each input once.")
      }
      return try object.map { pair in
        FileArray(name: pair.key, tensor: try tensor(pair.value, file.path))
      }
    }
    return [FileArray(name: nil, tensor: try tensor(json, file.path))]
  }

  private static func tensor(_ json: JSON, _ path: String) throws -> Tensor {
    if let texts = try texts(json, path) { return texts }
    var elements: [Double] = []
    let dims = try flatten(json, into: &elements, path, "a number") { try number($0, path) }
    let isWhole = elements.allSatisfy {
      $0 == $0.rounded() && abs($0) <= Double(NumberText.largestInteger)
    }
    return Tensor(Shape(dims), isWhole ? .int64 : .float32, elements)
  }

  /// Text where the first of all elements is one; then all are.
  private static func texts(_ json: JSON, _ path: String) throws -> Tensor? {
    var first = json
    while let inner = first.arrayValue?.first { first = inner }
    guard first.stringValue != nil else { return nil }
    var texts: [Double] = []
    let dims = try flatten(json, into: &texts, path, "a text") { json in
      json.stringValue.map { Texts.number(of: $0) }
    }
    return Tensor(Shape(dims), .string, texts)
  }

  /// The lengths of lists in lists, their elements appended in order; `read` gives that of an element, and nil of a list.
  private static func flatten(
    _ json: JSON, into elements: inout [Double], _ path: String, _ kind: String,
    _ read: (JSON) throws -> Double?
  ) throws -> [Int] {
    if let element = try read(json) {
      elements.append(element)
      return []
    }
    guard let list = json.arrayValue else {
      throw InputError(
        in: path,
        "\(kind) or a list of \(kind.dropFirst(2))s was expected, not \(json.text.short(40))")
    }
    try Interruption.check()
    var inner: [Int]?
    for (place, element) in list.enumerated() {
      try Interruption.check(at: place)
      let dims = try flatten(element, into: &elements, path, kind, read)
      guard inner == nil || inner == dims else {
        throw InputError(in: path, "lists of different lengths stand side by side")
      }
      inner = dims
    }
    return [list.count] + (inner ?? [])
  }

  private static func number(_ json: JSON, _ path: String) throws -> Double? {
    guard let number = json.doubleValue else { return nil }
    if let whole = json.intValue, whole.magnitude > NumberText.largestInteger {
      throw InputError(in: path, NumberText.Problem.notExact.text(of: "\(whole)"))
    }
    return number
  }

  // MARK: Writing

  static func bytes(of arrays: [NamedTensor], inNumPy names: [String]?) throws -> [UInt8]? {
    let pairs = try arrays.map { array in
      try Interruption.check()
      return (key: array.name, value: array.tensor.json)
    }
    let text = JSON.object(JSONObject(pairs)).text + "\n"
    // Before there is a file.
    try Interruption.check()
    return Array(text.utf8)
  }
}
