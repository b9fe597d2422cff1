import Equations
import Layers

extension ModelLayer {
  package func lowerOverTimesteps(_ call: Call, to eq: Equations) throws -> [Signal] {
    try run(call, to: eq, overTimesteps: true).outputs
  }

  /// What a call of a layer gives of all timesteps; a layer that is called again moves its statistics out of turn.
  func wholeTimesteps(_ node: Int, _ call: Call, _ eq: Equations) throws -> [Signal] {
    let part = graph.nodes[node].part
    guard graph.nodes[node].calls.count == 1 || !part.layer.joinsTimesteps else {
      throw eq.obstacle(
        "\(part.name) is called \(graph.nodes[node].calls.count) times in a model that tf.keras runs twice in training, "
          + "the second time for a mask: in what order its statistics move then is not computed",
        "Freeze it, or set training off")
    }
    return try part.layer.overTimesteps(call, to: eq)
  }
}
