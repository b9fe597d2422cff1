extension String {
  /// A file's name as a message holds it, on one line whatever stands in it.
  package var onOneLine: String {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\\n")
  }
}
