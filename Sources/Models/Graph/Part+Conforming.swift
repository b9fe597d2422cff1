import Equations
import Layers
import Tensors
import Terms

/// What a model inside another one makes of what it is called with.
extension Part {
  /// An input of such a model as Keras brings it to this input layer of it: in its format, and with or without a last axis
  /// of length 1, whichever it has.
  func conformed(_ input: Signal, _ eq: Equations, overTimesteps: Bool) throws -> Signal {
    guard !eq.path.isEmpty, config.version.major >= 2, let own = layer as? InputLayer,
      !eq.hasNoSamples(input.term)
    else { return input }
    var x = input.term
    let format = try x.type().dtype
    let target = own.dtype.isFloat ? eq.precision ?? own.dtype : own.dtype
    var notes: [String] = []
    if format != target, format != .string, target != .string {
      x = x(Cast(target))
      notes.append("to the format of the model's input")
    }
    if let shape = own.shape, !overTimesteps, eq.layout(of: input.term) == nil {
      let dims = x.shape.dims
      if dims.count == shape.count + 1, dims.last == 1 {
        x = x(Reshape(Array(dims.dropLast())))
        notes.append("without its last axis")
      } else if dims.count + 1 == shape.count, shape.last == 1 {
        x = x(Reshape(dims + [1]))
        notes.append("with a last axis")
      }
    }
    guard !notes.isEmpty else { return input }
    let made = try eq("x", x, notes.joined(separator: ", "))
    eq.note(eq.layout(of: input.term), of: made)
    return Signal(made, mask: input.mask)
  }
}
