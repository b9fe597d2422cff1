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
    _ = try flag("validate_indices")
    try expect("batch_dims", 0)
    let row = table.shape.removing(0)
    guard let flat = table.reshaped([table.shape[0], row.count]) else { return nil }
    let given = signal.term
    let count = Term.number(Double(table.shape[0]))
    func below(_ term: Term, _ other: Term) -> Term {
      .select(.apply(Less(), [term, 0]), other, term)
    }
    // Keras 3 counts places below 0 from the end. What is below the first row is as much outside as what is behind the last.
    let places = below(isTensorFlow ? given : below(given, given + count), count)
    let y = Term.apply(Gather(), [eq.constant("W", flat), places])
    return row.rank == 1 ? y : y(Reshape(signal.term.shape.dims + row.dims))
  }
}
