import Containers

/// Why a model cannot be carried over to Keras 3: the layer, what there is not, and what to do.
package struct ConversionError: Reported, Sendable {
  package let message: String
  package let hint: String

  package init(_ message: String, hint: String = "") {
    (self.message, self.hint) = (message, hint)
  }

  package var exitCode: Int32 { ExitStatus.unusableFile }
}
