import Debugging
import Equations
import Tensors
import Terms

/// That an index names no row of a table: `x[0] is 99, and E has rows 0…11`.
struct LookupRemark {
  let presentation: Presentation

  init(_ presentation: Presentation) { self.presentation = presentation }

  /// The first such index of an equation `E[x]`; nil where there is none.
  func text(_ execution: Execution) -> String? {
    guard let (indices, rows) = execution.equation.term.lookup,
      let table = execution.equation.term.children.first,
      let read = execution.operands.first(where: { $0.value.id == indices.id })?.whole
    else { return nil }
    let outside = read.elements.indices.filter { Gather.row(read.elements[$0], of: rows) == nil }
    guard let first = outside.first else { return nil }
    let place = read.shape.index(of: first).map(String.init).joined(separator: ", ")
    let name = presentation.name(indices) + (place.isEmpty ? "" : "[\(place)]")
    let tableName = table.formula(presentation.formulaStyle).text
    let number = NumberFormat.exact(read.elements[first], read.dtype)
    let others = outside.count > 1 ? ", and so for \(outside.count - 1) more" : ""
    return
      "\(name) is \(number), and \(tableName) has rows 0…\(rows - 1): NaN stands for what is not there"
      + "\(others). Keras refuses that on a CPU"
  }
}
