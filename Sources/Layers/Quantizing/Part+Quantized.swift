extension Part {
  /// Whether Keras 3 keeps it in few bits.
  package var isQuantized: Bool { config.quantizedFormat != nil }
}
