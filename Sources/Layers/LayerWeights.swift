import Equations
import Tensors

/// The weights of a layer and of those inside it, in the order of `Layer.parts`.
package struct LayerWeights: Sendable {
  package var own: [String: any WeightSource]
  package var parts: [LayerWeights]
  /// What a file keeps under a name of its own beside the weights: `vocabulary`, `idf_weights`.
  package var kept: [String: any WeightSource] = [:]
  /// Where the file keeps an array among its weights that it is not known to have.
  package var surplus: String?
  /// The names of the arrays of a layer of which it is not known what it does with them, in the order of the file.
  package var unread: [String] = []
  /// Whether the file keeps them by paths, as a .keras does, of which tf.keras does not finish a layer that adapt() changed.
  package var areByPath = false
  /// Their shapes, once some of them have other names.
  package var shapes: [String: Shape] = [:]

  package init(own: [String: any WeightSource] = [:], parts: [LayerWeights] = []) {
    self.own = own
    self.parts = parts
  }

  /// The first such place, of the layer or of one inside it.
  package var firstSurplus: String? { surplus ?? parts.lazy.compactMap(\.firstSurplus).first }

  package func part(_ index: Int) -> LayerWeights {
    parts.indices.contains(index) ? parts[index] : LayerWeights()
  }

  /// Whether no weight holds any number.
  package var isEmpty: Bool {
    own.values.allSatisfy { $0.shape.count == 0 } && parts.allSatisfy(\.isEmpty)
  }

  /// How many numbers the weights hold.
  package var parameterCount: Int {
    own.values.reduce(0) { $0 + $1.shape.count } + parts.reduce(0) { $0 + $1.parameterCount }
  }
}
