import Terms

/// `GRU` with tanh and sigmoid that resets after the product, its weights as cuDNN keeps them on a GPU.
///
/// K (inputs, 3·units), R (units, 3·units), B (6·units): the bias of the input, then that of the state.
struct CuDNNGRU: CuDNNLayer {
  static let classNames = ["CuDNNGRU"]
  let cell: GRUCell
  var recurrence: Recurrence

  init(_ config: Config) throws {
    cell = try GRUCell(config, gateDefault: "sigmoid", resetsAfter: true)
    recurrence = try Recurrence(config)
  }

  var title: String { "CuDNNGRU(\(cell.units))" }
  var biasNote: String { "a row for the input and one for the state" }
  func bias(_ B: Term) -> Term { B(Reshape([2, 3 * cell.units])) }
}
