extension String {
  /// A file's name as a message holds it, on one line whatever stands in it.
  package var onOneLine: String {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\\n")
  }
}

extension String {
  /// A name without the quotes around it, as a shell takes them away.
  package var unquoted: String {
    guard let quote = first, "\"'".contains(quote), count > 1, last == quote else { return self }
    return String(dropFirst().dropLast())
  }
}
