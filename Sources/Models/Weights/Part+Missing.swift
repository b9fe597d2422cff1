import Layers

extension Part {
  /// The first weight that a file lacks which has others of the layer, or of one inside it.
  ///
  /// Of layers that were quantized Keras itself leaves some out, and factors of low rank may be missing.
  func firstMissing(in weights: LayerWeights) -> String? {
    if !weights.own.isEmpty, layer.isComputable, !isQuantized, !(layer is any Written),
      let spec = layer.weights.first(where: { weights.own[$0.key] == nil && $0.factor == nil })
    {
      return spec.key
    }
    return layer.parts.enumerated().lazy.compactMap { index, part in
      part.firstMissing(in: weights.part(index))
    }.first
  }
}
