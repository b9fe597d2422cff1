import Equations
import Tensors

/// An input of the model: `y = x`, as fed.
public struct InputLayer: Layer {
  public static let classNames = ["InputLayer"]
  /// The shape of one sample, nil for what is open; nil when the file does not say.
  public let shape: [Int?]?
  public let dtype: DType
  /// How many samples are fed at once; nil when that is open.
  public let batchSize: Int?

  public init(_ config: Config) throws {
    shape = config.inputShape
    dtype = config.inputType
    batchSize = config.batchSize
  }

  public var castsInputs: Bool { false }
  public var title: String { "InputLayer" }

  public func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    [try call.input(eq)]
  }
}
