/// How many numbers an array may have that a file or a typed line asks for.
///
/// Every such size is measured here before memory is taken.
package struct SizeLimit: Sendable, Hashable {
  /// What it is that may have so many: `a value`.
  package let what: String
  package let elements: Int
  package let axes: Int

  package init(_ what: String, _ elements: Int, axes: Int = 64) {
    self.what = what
    self.elements = elements
    self.axes = axes
  }

  /// A value of one sample and timestep.
  package static let value = SizeLimit("a value", 100_000_000)
  /// An array that a layer makes while the model is opened, and that stands in no file.
  package static let made = SizeLimit("an array that a layer makes", 16_000_000)

  /// Why an array of the shape cannot be; nil when it can.
  package func refusal(of shape: Shape) -> String? {
    if shape.rank > axes { return "\(shape.rank) axes are too many; \(what) may have \(axes)" }
    if shape.dims.contains(where: { $0 < 0 }) { return "\(shape) has a negative length" }
    guard let count = Shape(shape.dims.filter { $0 > 0 }).checkedCount, count <= elements else {
      return "\(shape) is too large; \(what) may have \(elements) elements"
    }
    return nil
  }
}
