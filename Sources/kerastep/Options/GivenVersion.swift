import ArgumentParser
import Layers

/// A version of Keras as it was typed: `2.15`, `2.2.4-tf`.
struct GivenVersion {
  let text: String
  let version: KerasVersion

  init(_ text: String) throws {
    guard let version = KerasVersion(text) else {
      throw ValidationError("\(text) is no version of Keras, as 2.15 is one")
    }
    self.version = version
    self.text = text
  }
}
