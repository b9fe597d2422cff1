extension [String] {
  /// The names for a message: `a, b, c`, the first twelve and how many there are besides.
  package var listed: String {
    let shown = prefix(12).joined(separator: ", ")
    return count > 12 ? "\(shown), … \(count - 12) more" : shown
  }
}
