import Containers
import Debugging
import Equations
import Models
import Tensors
import Terms

/// A stop as a record, for programs.
extension Snapshot {
  /// `{"tick": 10, "of": 23, "reason": "breakpoint", "place": "lstm@1.f", "equation": …}`.
  package var json: JSONObject {
    var members: [(key: String, value: JSON)] = [
      ("tick", .int(position.tick)), ("of", .int(tickCount)),
      ("instruction", .int(position.instruction)), ("sample", .int(sample)),
    ]
    if let step { members.append(("step", .int(step))) }
    if let reason { members.append(("reason", .string(reason.word))) }
    if let execution {
      members += [
        ("place", .string(execution.place)),
        ("equation", .string(execution.equation.text(.typed))),
        ("note", .string(execution.note)), ("operands", .object(execution.jsonOperands)),
      ]
      if let result = execution.result { members.append(("result", .object(result.record))) }
    }
    if let card { members.append(("timestep", .object(card.json))) }
    if !outputs.isEmpty {
      let named = outputs.map { (key: $0.name, value: JSON.object($0.tensor.record)) }
      members.append(("outputs", .object(JSONObject(named))))
    }
    return JSONObject(members)
  }
}

extension Execution {
  /// The values that the equation reads, each whole and once; of a weight of many numbers the shape alone.
  fileprivate var jsonOperands: JSONObject {
    var seen: Set<Int> = []
    let values = operands.filter { $0.value.role != .number && seen.insert($0.value.id).inserted }
    return JSONObject(
      values.map { operand in
        let value = operand.value
        let record = operand.whole?.record ?? JSONObject(Tensor.members(value.shape, value.dtype))
        return (value.name.ascii, .object(record))
      })
  }
}

extension Tensor {
  /// `"shape": [2], "dtype": "float32", "numbers": [0.5, 0.1]`.
  package var members: [(key: String, value: JSON)] {
    Tensor.members(shape, dtype) + [("numbers", json)]
  }

  fileprivate var record: JSONObject { JSONObject(members) }

  static func members(
    _ shape: Shape, _ dtype: DType
  ) -> [(key: String, value: JSON)] {
    [("shape", .array(shape.dims.map(JSON.int))), ("dtype", .string(dtype.rawValue))]
  }
}

extension Stop.Reason {
  fileprivate var word: String {
    switch self {
    case .arrived: "arrived"
    case .end: "end"
    case .start: "start"
    case .blocked: "blocked"
    case .interrupted: "interrupted"
    case .breakpoint: "breakpoint"
    case .goal: "goal"
    }
  }
}
