import Debugging
import Models
import Terminal

extension CommandError {
  /// What is missing, and what to type.
  init(_ missing: Debugger.Missing) {
    switch missing {
    case .model: self.init("\(missing)", hint: "open xor")
    case .input(let model):
      self.init(
        "\(missing)",
        hint: "It takes \(model.inputsText.visible): \(model.feedHint)")
    }
  }
}
