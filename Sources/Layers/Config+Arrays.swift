import Containers
import Tensors

extension Config {
  /// A number or a list of lists of numbers, as an array; nil when nothing is said.
  func array(_ key: String) throws(ConfigError) -> (shape: Shape, elements: [Double])? {
    guard let value = value(key) else { return nil }
    // Some versions wrap NumPy's arrays.
    let inner = value["config"]?["value"] ?? value["value"] ?? value
    var elements: [Double] = []
    guard let dims = Config.flatten(inner, to: &elements, depth: 0) else {
      throw error(key, "a number, or lists of numbers of the same length")
    }
    return (Shape(dims), elements)
  }

  /// The lengths of lists in lists, their numbers appended in order; nil where they are uneven or hold anything else.
  private static func flatten(_ value: JSON, to elements: inout [Double], depth: Int) -> [Int]? {
    if let number = value.doubleValue {
      elements.append(number)
      return []
    }
    guard let list = value.arrayValue, depth < 8 else { return nil }
    var inner: [Int]?
    for item in list {
      guard let dims = flatten(item, to: &elements, depth: depth + 1), inner ?? dims == dims else {
        return nil
      }
      inner = dims
    }
    return [list.count] + (inner ?? [])
  }
}
