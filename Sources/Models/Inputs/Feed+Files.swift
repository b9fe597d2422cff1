extension Feed {
  /// Whether a text names a file that arrays can be read from: `data.npz`, `data.npz:x0`.
  public static func isFile(_ text: String) -> Bool { InputFile(text) != nil }
}
