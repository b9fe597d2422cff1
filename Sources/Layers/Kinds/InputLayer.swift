import Equations
import Tensors

/// An input of the model: `y = x`, as fed.
package struct InputLayer: Layer {
  package static let classNames = ["InputLayer"]
  /// The shape of one sample, nil for what is open; nil when the file does not say.
  package let shape: [Int?]?
  package let dtype: DType
  /// How many samples are fed at once; nil when that is open.
  package let batchSize: Int?

  package init(_ config: Config) throws {
    shape = config.inputShape
    guard config.knowsInputType else {
      throw config.error("dtype", "a format of numbers or string")
    }
    dtype = config.inputType
    batchSize = config.batchSize
  }

  package var castsInputs: Bool { false }
  package var title: String { "InputLayer" }

  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    [try call.input(eq)]
  }
}
