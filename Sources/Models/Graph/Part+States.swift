import Containers
import Layers

extension Part {
  /// Whether it, or a layer in it, is stateful.
  var keepsStates: Bool {
    config.json["stateful"]?.boolValue == true || layer.parts.contains(where: \.keepsStates)
  }
}
