import Terms

/// One call of a layer: what a debugger would call a stack frame.
package struct Frame: Sendable {
  package let id: Int
  package let parent: Int?
  /// `encoder/dense#2`.
  package let path: String
  /// Keras' class.
  package let kind: String
  /// `Dense(4, relu)`, which begins with the class as the file names it.
  package let title: String
  package internal(set) var inputs: [Value] = []
  package internal(set) var outputs: [Value] = []
  package internal(set) var weights: [Value] = []
  /// The outputs that are not computed, for nothing reads them: why, by their numbers.
  package internal(set) var outputsLeftOut: [Int: String] = [:]
  /// What was drawn at random for it.
  package internal(set) var drawn: [Value] = []
  package internal(set) var remark: String?
  /// Whether it says `training=False` while what calls it does as in training.
  package internal(set) var keepsToInference = false
  /// The call whose gradients it holds, for a frame of the backward pass; names in scope are that one's too.
  package internal(set) var forward: Int?

  /// Whether a word is its class, Keras' or the file's, or all that is shown of it.
  package func isOf(_ word: String) -> Bool {
    guard kind != word, title != word else { return true }
    guard !word.isEmpty, title.hasPrefix(word) else { return false }
    return title.dropFirst(word.count).first.map { "(, ".contains($0) } ?? true
  }
}
