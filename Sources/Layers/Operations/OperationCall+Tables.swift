import Equations
import Tensors
import Terms

/// Rows of arrays that stand in the file.
extension OperationCall {
  /// The rows of an array of the file that a tensor names; nil where something else is meant.
  func takenOfTable() throws -> Term? {
    guard let table = argument(["x", "params"], at: 0), table.tensors.isEmpty,
      case .tensor(let signal)? = argument(["indices"], at: 1)
    else { return nil }
    guard let table = array(table, beside: nil), table.shape.rank >= 1,
      try integer("axis") ?? (isTensorFlow || table.shape.rank == 1 ? 0 : -1) == 0,
      !dtype(of: signal.term).isFloat
    else { throw misuse("of an array along another axis than the first is not supported") }
    for name in ["validate_indices"] { _ = try flag(name) }
    try expect("batch_dims", 0)
    let row = table.shape.removing(0)
    guard let flat = table.reshaped([table.shape[0], row.count]) else { return nil }
    let given = signal.term
    let count = Term.number(Double(table.shape[0]))
    // Keras 3 counts places below 0 from the end.
    let places =
      isTensorFlow ? given : Term.select(.apply(Less(), [given, 0]), given + count, given)
    let y = Term.apply(Gather(), [eq.constant("W", flat), places])
    return row.rank == 1 ? y : y(Reshape(signal.term.shape.dims + row.dims))
  }
}
