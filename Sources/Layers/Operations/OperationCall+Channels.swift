import Containers
import Equations
import Tensors
import Terms

/// Images with channels first, which Keras 3 turns before an operation, and what is made of them back behind it.
extension OperationCall {
  /// The call with channels last; nil where they are already.
  func withChannelsLast(_ rule: OperationRule) throws -> OperationCall? {
    guard rule.traits.contains(.turnsChannels), !isTensorFlow, try isChannelsFirst() else {
      return nil
    }
    let tensors = call.arguments.flatMap(\.tensors) + call.keywords.values.flatMap(\.tensors)
    guard let rank = tensors.map(\.term.shape.rank).max(), rank >= 2 else {
      throw misuse("with channels first is not supported")
    }
    var number = 0
    func last(_ signal: Signal) throws -> Signal {
      guard signal.term.shape.rank == rank else { return signal }
      number += 1
      let name: Name = number == 1 ? "x_last" : .numbered("x_last", number)
      let turned = signal.term(Permute(Array(1..<rank) + [0]))
      return Signal(try eq(name, turned, "channels last"), mask: signal.mask)
    }
    var other = call
    other.arguments = try call.arguments.map { try $0.map(last) }
    for key in call.keywords.keys.sorted() {
      other.keywords[key] = try call.keywords[key]?.map(last)
    }
    let entries = (config.objectValue ?? JSONObject([])).filter { $0.key != "data_format" }
    return OperationCall(
      name: name, call: other, config: .object(JSONObject(Array(entries))), eq: eq,
      isTensorFlow: false, version: version)
  }

  /// What was made of such images with the channels, which stand behind height and width, first again.
  func withChannelsFirst(_ y: Term) -> Term {
    switch y.shape.rank {
    case 0, 1: y
    case 2: y(Permute([1, 0]))
    // Behind the channels stand the two slopes of an edge.
    case 4 where name == "SobelEdges": y(Permute([2, 0, 1, 3]))
    default: y(Permute([y.shape.rank - 1] + Array(0..<y.shape.rank - 1)))
    }
  }
}
