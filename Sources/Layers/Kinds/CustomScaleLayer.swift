import Equations
import Terms

/// `y = x₁ + x₂·scale`: a branch added in part, as the blocks of an Inception-ResNet end.
struct CustomScaleLayer: Layer {
  static let classNames = ["CustomScaleLayer"]
  private let scale: Double

  init(_ config: Config) throws { scale = try config.double("scale") }

  var title: String { "CustomScaleLayer(\(scale))" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard call.inputs.count == 2 else {
      throw eq.obstacle("it takes two inputs and gets \(call.inputs.count)", Advice.gap)
    }
    let (first, second) = (call.inputs[0].term, call.inputs[1].term)
    return [Signal(try eq("y", first + second * .number(scale), "a part of the branch is added"))]
  }
}
