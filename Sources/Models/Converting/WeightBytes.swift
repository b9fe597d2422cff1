import Containers
import Equations
import Layers
import Tensors

extension HDF5Values {
  /// A weight as it is written: float32, or float64 where the file has it so.
  init(_ source: any WeightSource) throws {
    try Interruption.check()
    let isDouble = (source as? StoredWeight)?.array.element == .float64
    try source.verify()
    let bytes =
      isDouble
      ? try source.numbers().withUnsafeBytes { [UInt8]($0) }
      : try source.singles().withUnsafeBytes { [UInt8]($0) }
    self.init(
      shape: source.shape.dims, element: isDouble ? .float64 : .float32,
      content: HDF5Content(bytes: bytes))
  }
}

extension LayerWeights {
  /// The weight of a key; throws where the model has none of it.
  func required(_ key: String, _ part: Part) throws -> any WeightSource {
    guard let source = own[key] else {
      throw ConversionError(
        "\(part.name) (\(part.config.kind)) has no \(key): a model is carried over with its weights",
        hint: "Give them with --weights FILE.")
    }
    return source
  }
}
