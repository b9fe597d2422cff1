import Equations
import Tensors

/// A layer that makes something of its weights which is the same in every timestep of a loop around it.
package protocol PreparedLayer: Layer {
  /// Writes that, before the loop; nothing where there is none of it.
  ///
  /// `row`: the shape of what the layer reads in a timestep.
  func prepare(_ row: Shape, to eq: Equations) throws
}
