import Containers
import Layers
import Tensors

/// Arguments of a call that are no tensors of the model, as Keras 3 writes them.
enum PlainJSON {
  /// Arguments that are switches and not numbers.
  private static let switches: Set<String> = [
    "training", "use_causal_mask", "return_attention_scores", "reverse", "keepdims", "normalize",
    "approximate",
  ]

  static func of(
    _ argument: GraphArgument, named key: String, in layer: String
  ) throws -> JSON {
    switch argument {
    case .tensor:
      throw ConversionError("\(layer): its \(key) is a tensor, which Keras 3 takes as no setting")
    case .list(let list): return .array(try list.map { try of($0, named: key, in: layer) })
    case .number(let number):
      if switches.contains(key) { return .bool(number != 0) }
      return Int(exactly: number).map(JSON.int) ?? .double(number)
    case .array(let array):
      if array.shape.rank == 0, array.dtype == .float64 { return .double(array.elements[0]) }
      return .object([
        "class_name": .string("__numpy__"),
        "config": .object(["value": nested(array), "dtype": .string(array.dtype.rawValue)]),
      ])
    case .slice(let start, let stop, let step):
      func end(_ number: Int?) -> JSON { number.map(JSON.int) ?? .null }
      return .object([
        "class_name": .string("__slice__"),
        "config": .object(["start": end(start), "stop": end(stop), "step": end(step)]),
      ])
    case .ellipsis:
      return .object(["class_name": .string("__ellipsis__"), "config": .object(JSONObject([]))])
    case .none: return .null
    case .word(let word):
      guard !word.hasPrefix("{") else {
        throw ConversionError("\(layer) is called with \(word.short()), which is not known here")
      }
      return .string(word)
    }
  }

  private static func nested(_ array: Tensor) -> JSON {
    func part(_ dims: ArraySlice<Int>, _ start: Int, _ count: Int) -> JSON {
      guard let length = dims.first else {
        let number = array.elements[start]
        return array.dtype.isFloat ? .double(number) : .int(Int(exactly: number) ?? 0)
      }
      let size = length == 0 ? 0 : count / length
      return .array((0..<length).map { part(dims.dropFirst(), start + $0 * size, size) })
    }
    return part(array.shape.dims[...], 0, array.shape.count)
  }
}
