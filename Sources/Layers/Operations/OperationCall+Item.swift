import Tensors
import Terms

/// Indices and slices.
extension OperationCall {
  /// `x[:, 1:, :]`.
  func item() throws -> Term {
    let x = try x()
    guard let written = argument(["slice_spec", "key"], at: 1) else {
      throw misuse("with None as its index mixes samples")
    }
    var parts = [written]
    if case .list(let list) = written { parts = list }
    let missing = x.shape.rank + 1 - parts.count { $0.takesAxis }
    guard missing >= 0 else { throw misuse("with too many indices") }
    var indices: [Slice.Index] = []
    var lifted: [Int] = []
    for part in parts {
      switch part {
      case .slice(let start, let stop, let step):
        indices.append(.range(start, stop, step: step))
      case .number(let number):
        guard let place = Int(exactly: number) else { throw misuse("with an index \(number)") }
        indices.append(.at(place))
      case .ellipsis:
        indices += [Slice.Index](repeating: .all, count: missing)
      case .none:
        // None makes a new axis of length 1 in this place of the result.
        lifted.append(indices.count { if case .at = $0 { false } else { true } } + lifted.count)
      default:
        throw misuse("with an index that is not a number or a slice")
      }
    }
    guard indices.first == .all || indices.isEmpty, !lifted.contains(0) else {
      throw misuse("of axis 0 chooses among samples")
    }
    let inside = Array(indices.dropFirst())
    let taken = inside.allSatisfy { $0 == .all } ? x : x(Slice(inside))
    guard !lifted.isEmpty else { return taken }
    var dims = taken.shape.dims
    for place in lifted where place - 1 <= dims.count { dims.insert(1, at: place - 1) }
    return taken(Reshape(dims))
  }
}

extension Argument {
  /// Whether an index takes up an axis: `None` and `...` do not.
  fileprivate var takesAxis: Bool {
    switch self {
    case .none, .ellipsis: false
    default: true
    }
  }
}
