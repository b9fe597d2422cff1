import Equations
import Tensors

extension Shape {
  /// The shape that Keras has of samples stacked, of a value whose samples lie so there.
  package func arranged(as layout: SampleLayout?) -> Shape {
    guard let layout, rank > 1 else { return self }
    let rest = Array(dims.dropFirst(2))
    return switch layout {
    case .joined: Shape([dims[0] * dims[1]] + rest)
    case .behindTime: Shape([dims[1], dims[0]] + rest)
    }
  }
}

extension Tensor {
  /// Samples stacked as Keras has them, of a value whose samples lie so there.
  package func arranged(as layout: SampleLayout?) -> Tensor? {
    let shape = shape.arranged(as: layout)
    guard layout == .behindTime, self.shape.rank > 1 else { return reshaped(shape) }
    let (samples, steps) = (self.shape[0], self.shape[1])
    let size = Shape(Array(self.shape.dims.dropFirst(2))).count
    var elements: [Double] = []
    elements.reserveCapacity(count)
    for step in 0..<steps {
      for sample in 0..<samples {
        let start = (sample * steps + step) * size
        elements += self.elements[start..<start + size]
      }
    }
    return Tensor(shape, dtype, elements)
  }
}
