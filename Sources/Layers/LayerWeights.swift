import Equations

/// The weights of a layer and of those inside it, in the order of `Layer.parts`.
public struct LayerWeights: Sendable {
  public var own: [String: any WeightSource]
  public var parts: [LayerWeights]

  public init(own: [String: any WeightSource] = [:], parts: [LayerWeights] = []) {
    self.own = own
    self.parts = parts
  }

  public func part(_ index: Int) -> LayerWeights {
    parts.indices.contains(index) ? parts[index] : LayerWeights()
  }
}
