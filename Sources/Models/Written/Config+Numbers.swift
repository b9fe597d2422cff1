import Containers
import Layers
import Terms

extension Config {
  /// The numbers that a config says, by their keys: `epsilon`.
  var numbers: [String: Term] {
    var result: [String: Term] = [:]
    for (key, value) in json.objectValue ?? JSONObject([]) {
      if let number = value.doubleValue { result[key] = .number(number) }
    }
    return result
  }

  /// The whole numbers among them, as lengths: `units`.
  var lengths: [String: Int] {
    var result: [String: Int] = [:]
    for (key, value) in json.objectValue ?? JSONObject([]) {
      if let number = value.intValue, (0...Int(Int32.max)).contains(number) { result[key] = number }
    }
    return result
  }
}
