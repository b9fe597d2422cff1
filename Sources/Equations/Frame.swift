import Terms

/// One call of a layer: what a debugger would call a stack frame.
public struct Frame: Sendable {
  public let id: Int
  public let parent: Int?
  /// `encoder/dense#2`.
  public let path: String
  /// Keras' class.
  public let kind: String
  /// `Dense(4, relu)`, which begins with the class as the file names it.
  public let title: String
  public internal(set) var inputs: [Value] = []
  public internal(set) var outputs: [Value] = []
  public internal(set) var weights: [Value] = []
  /// What was drawn at random for it.
  public internal(set) var drawn: [Value] = []
  public internal(set) var remark: String?

  /// Whether a word is its class, Keras' or the file's, or all that is shown of it.
  public func isOf(_ word: String) -> Bool {
    guard kind != word, title != word else { return true }
    guard !word.isEmpty, title.hasPrefix(word) else { return false }
    return title.dropFirst(word.count).first.map { "(, ".contains($0) } ?? true
  }
}
