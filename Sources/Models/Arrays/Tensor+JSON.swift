import Containers
import Tensors

extension Tensor {
  /// Nested lists of numbers, each with the digits that give it back.
  package var json: JSON {
    func list(_ axis: Int, _ start: Int) -> JSON {
      guard axis < shape.rank else { return number(elements[start]) }
      let block = Shape(Array(shape.dims[(axis + 1)...])).count
      return .array((0..<shape[axis]).map { list(axis + 1, start + $0 * block) })
    }
    return list(0, 0)
  }

  private func number(_ value: Double) -> JSON {
    if dtype == .string { return Texts.text(of: value).map(JSON.string) ?? .null }
    if dtype == .bool { return .bool(value != 0) }
    if let whole = Int(exactly: value), !dtype.isFloat { return .int(whole) }
    // The shortest digits of a float32, not those of the double that holds it.
    return .double(dtype == .float64 ? value : Double("\(Float(value))") ?? value)
  }
}
