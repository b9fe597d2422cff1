import Equations
import Layers

extension Graph.Node {
  /// What a call of the layer gives of all timesteps; one that is called again moves its statistics out of turn.
  func lowerOverTimesteps(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard calls.count == 1 || !layer.joinsTimesteps else {
      throw eq.obstacle(
        "\(part.name) is called \(calls.count) times in a model that tf.keras runs twice in training, "
          + "the second time for a mask: in what order its statistics move then is not computed",
        "Freeze it, or set training off")
    }
    return try layer.overTimesteps(call, to: eq)
  }
}
