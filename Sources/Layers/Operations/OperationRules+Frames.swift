import Tensors
import Terms

/// Pieces of a row of numbers, one behind another.
extension OperationRules {
  static let frames = [
    OperationRule("ExtractSequences", tf: ["signal.frame"]) { call in
      let x = try call.operands(["x", "signal"])[0]
      try call.without("pad_end")
      _ = try call.number("pad_value")
      guard try call.integer("axis") ?? -1 == -1, x.shape.rank >= 1,
        let length = try call.integer("sequence_length", "frame_length"), length > 0,
        let stride = try call.integer("sequence_stride", "frame_step"), stride > 0,
        length <= x.shape.width
      else { throw call.misuse("of \(x.shape) is not supported") }
      let count = (x.shape.width - length) / stride + 1
      guard count <= 1024 else { throw call.misuse("in \(count) parts is not supported") }
      let rank = x.shape.rank
      let parts = (0..<count).map { part in
        x(Slice.last(part * stride..<part * stride + length, rank: rank))(
          Reshape(Array(x.shape.dims.dropLast()) + [1, length]))
      }
      return parts.count == 1 ? parts[0] : .apply(Concatenate(axis: -2), parts)
    }
  ]
}
