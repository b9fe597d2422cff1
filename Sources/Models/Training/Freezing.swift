import Containers
import Layers

/// What of a file Keras trains, layer by layer from the model inwards.
///
/// In Keras 3 a weight goes by the layer that made it, whatever is around that, except a functional model that is the whole. In
/// Keras 2 a frozen wrapper freezes what it wraps. Models in models forget in both that they were frozen: their layers tell.
struct Freezing {
  /// Whether the layer's own weights are trained.
  private(set) var trains: Bool
  /// Whether they are trained although the layer says that it is frozen.
  private(set) var thaws = false
  /// Whether nothing around the layers inside it freezes them.
  private var isOpen: Bool

  init(of model: ModelLayer) {
    let isNew = model.parts.contains { $0.config.version.major >= 3 }
    let isFrozen = model.json["input_layers"] != nil && !model.json.saysTrainable
    isOpen = !(isNew && isFrozen)
    trains = isOpen
  }

  /// The same of a layer inside.
  func into(_ part: Part) -> Freezing {
    var inner = self
    let says = part.config.isTrainable || part.layer.learnsFrozen
    inner.trains = isOpen && says
    inner.thaws = inner.trains && !part.config.isTrainable
    if part.config.version.major < 3, !(part.layer is ModelLayer) {
      // A stack of cells is no layer of its own here.
      let cells = part.config.json["cell"]?["config"]
      inner.isOpen = inner.trains && cells?.saysTrainable ?? true
    }
    return inner
  }
}
