import Containers
import Layers
import Tensors

/// What a file writes for Python's plain values: numbers, slices, arrays.
enum Literal {
  /// `isPlain` tells floats from whole numbers, as operations do.
  static func argument<Reference>(_ json: JSON, isPlain: Bool = false) -> Argument<Reference> {
    switch json {
    case .null: return .none
    case .bool(let bool): return .number(bool ? 1 : 0)
    case .int(let int): return .number(Double(int))
    case .double(let double): return isPlain ? .decimal(double) : .number(double)
    case .string(let word): return .word(word)
    case .array(let list): return .list(list.map { argument($0, isPlain: isPlain) })
    case .object:
      if let array = array(json) { return .array(array) }
      switch json["class_name"]?.stringValue {
      case "__slice__": return slice(json["config"] ?? .null)
      case "__ellipsis__": return .ellipsis
      default: return json["start"] != nil ? slice(json) : .word(json.text)
      }
    }
  }

  /// `{"start": 1, "stop": null, "step": null}`.
  private static func slice<Reference>(_ json: JSON) -> Argument<Reference> {
    let ends = ["start", "stop", "step"].map { json[$0] ?? .null }
    guard ends.allSatisfy({ $0.isNull || $0.intValue != nil }) else { return .word(json.text) }
    return .slice(ends[0].intValue, ends[1].intValue, ends[2].intValue)
  }

  /// `{"class_name": "__numpy__", "config": {"value": [0.5, −0.25], "dtype": "float32"}}`.
  private static func array(_ json: JSON) -> Tensor? {
    guard ["__numpy__", "__tensor__"].contains(json["class_name"]?.stringValue),
      let value = json["config"]?["value"]
    else { return nil }
    var dims: [Int] = []
    var level = value
    while let list = level.arrayValue {
      dims.append(list.count)
      guard let first = list.first else { break }
      level = first
    }
    var elements: [Double] = []
    guard collect(value, dims[...], &elements), elements.count == Shape(dims).checkedCount else {
      return nil
    }
    let dtype = json["config"]?["dtype"]?.stringValue.flatMap(DType.init(rawValue:)) ?? .float32
    // An array of one float64 number would be taken for a plain one.
    guard !dims.isEmpty || dtype != .float64 else { return nil }
    return Tensor(Shape(dims), dtype, elements.map(dtype.rounded))
  }

  private static func collect(
    _ json: JSON, _ dims: ArraySlice<Int>, _ elements: inout [Double]
  ) -> Bool {
    guard let length = dims.first else {
      guard let number = json.doubleValue ?? json.boolValue.map({ $0 ? 1 : 0 }) else {
        return false
      }
      elements.append(number)
      return true
    }
    guard let list = json.arrayValue, list.count == length else { return false }
    return list.allSatisfy { collect($0, dims.dropFirst(), &elements) }
  }
}
