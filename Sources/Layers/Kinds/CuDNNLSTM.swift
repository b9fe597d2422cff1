import Terms

/// `LSTM` with tanh and sigmoid, its weights as cuDNN keeps them on a GPU.
///
/// K (inputs, 4·units), R (units, 4·units), B (8·units): the bias of the input, then that of the state.
struct CuDNNLSTM: CuDNNLayer {
  static let classNames = ["CuDNNLSTM"]
  static let ignoredKeys: Set<String> = ["unit_forget_bias"]
  let cell: LSTMCell
  var recurrence: Recurrence

  init(_ config: Config) throws {
    cell = try LSTMCell(config, gateDefault: "sigmoid")
    recurrence = try Recurrence(config)
  }

  var title: String { "CuDNNLSTM(\(cell.units))" }
  var biasNote: String { "cuDNN adds two of them" }
  func bias(_ B: Term) -> Term { B.part(0, of: 2) + B.part(1, of: 2) }
}
