extension String {
  /// The text where it is short enough for a message, else its first letters and `…`.
  package func short(_ length: Int = 60) -> String {
    count > length ? prefix(length) + "…" : self
  }
}
