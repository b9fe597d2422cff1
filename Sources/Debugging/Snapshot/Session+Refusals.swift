extension Session {
  /// What is refused of the run's samples; nothing where nothing is computed.
  package func refusals() throws -> [RefusedNumbers] {
    try machine.map { try $0.refusals(of: Array(0..<$0.samples)) } ?? []
  }
}
