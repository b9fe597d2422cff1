import Equations
import Layers
import Tensors

extension LayerWeights {
  /// The weights of a layer and of those inside it, turned round where the file has them of a layer that cuDNN runs and the
  /// layer is a plain one, or the other way round; `names` gets the layers in which it was so.
  func fitted(to layer: any Layer, _ config: Config, names: inout [String]) -> LayerWeights {
    var result = self
    for (index, part) in layer.parts.enumerated() where parts.indices.contains(index) {
      result.parts[index] = parts[index].fitted(to: part.layer, part.config, names: &names)
    }
    if config.version.major < 3, let turned = CuDNNTurn(own, config.kind)?.weights(own) {
      result.own = turned
      names.append(config.name)
    }
    return result
  }
}

/// Which way the weights of a recurrent layer are to be turned.
struct CuDNNTurn {
  let gates: Int
  let fromCuDNN: Bool

  /// Nil where they are of the kind that the layer has, or fit neither.
  init?(_ weights: [String: any WeightSource], _ kind: String) {
    guard let bias = weights["bias"]?.shape, let kernel = weights["kernel"]?.shape,
      let recurrent = weights["recurrent_kernel"]?.shape, kernel.rank == 2, recurrent.rank == 2
    else { return nil }
    let units = recurrent[0]
    switch kind {
    case "LSTM", "CuDNNLSTM": gates = 4
    case "GRU", "CuDNNGRU": gates = 3
    default: return nil
    }
    let single: Shape = gates == 4 ? [4 * units] : [2, 3 * units]
    guard recurrent.width == gates * units, kernel.width == recurrent.width, units > 0 else {
      return nil
    }
    switch (kind.hasPrefix("CuDNN"), bias) {
    case (false, [2 * gates * units]): fromCuDNN = true
    case (true, single): fromCuDNN = false
    default: return nil
    }
  }

  func weights(_ weights: [String: any WeightSource]) -> [String: any WeightSource] {
    var result = weights
    result["kernel"] = weights["kernel"].map {
      CuDNNWeight($0, .kernel(gates: gates, fromCuDNN: fromCuDNN))
    }
    result["recurrent_kernel"] = weights["recurrent_kernel"].map {
      CuDNNWeight($0, .recurrentKernel(gates: gates))
    }
    result["bias"] = weights["bias"].map { CuDNNWeight($0, biasTurn($0.shape)) }
    return result
  }

  private func biasTurn(_ shape: Shape) -> CuDNNWeight.Turn {
    guard gates == 3 else { return fromCuDNN ? .joinedBias : .halvedBias }
    return .reshaped(fromCuDNN ? [2, shape.count / 2] : [shape.count])
  }
}
