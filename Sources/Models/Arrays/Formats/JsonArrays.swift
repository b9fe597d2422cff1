import Containers
import Tensors

/// `.json`: nested lists of numbers, or an object of them by name.
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
    var elements: [Double] = []
    let dims = try flatten(json, into: &elements, path)
    let isWhole = elements.allSatisfy {
      $0 == $0.rounded() && abs($0) <= Double(NumberText.largestInteger)
    }
    return Tensor(Shape(dims), isWhole ? .int64 : .float32, elements)
  }

  private static func flatten(
    _ json: JSON, into elements: inout [Double], _ path: String
  ) throws -> [Int] {
    if let number = json.doubleValue {
      if let whole = json.intValue, whole.magnitude > NumberText.largestInteger {
        throw InputError(in: path, NumberText.Problem.notExact.text(of: "\(whole)"))
      }
      elements.append(number)
      return []
    }
    guard let list = json.arrayValue else {
      throw InputError(
        in: path, "a number or a list of numbers was expected, not \(json.text.prefix(40))")
    }
    try Interruption.check()
    var inner: [Int]?
    for (place, element) in list.enumerated() {
      try Interruption.check(at: place)
      let dims = try flatten(element, into: &elements, path)
      guard inner == nil || inner == dims else {
        throw InputError(in: path, "lists of different lengths stand side by side")
      }
      inner = dims
    }
    return [list.count] + (inner ?? [])
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
