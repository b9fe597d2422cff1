import Equations
import Tensors
import Terms

extension Config {
  /// The height and width of the images that a layer makes, 1 or more each.
  func imageSize() throws -> (height: Int, width: Int) {
    let size = (height: try int("height"), width: try int("width"))
    guard size.height >= 1 else { throw error("height", "a length of 1 or more") }
    guard size.width >= 1 else { throw error("width", "a length of 1 or more") }
    return size
  }
}

extension Equations {
  /// A layer's input in its format: images of whole numbers become fractional ones.
  func fractional(_ x: Term) throws -> Term {
    guard try !x.type().dtype.isFloat else { return x }
    return try self("x", x(Cast(dtype)), "to the layer's format")
  }

  /// An image of whole numbers as Keras 3 resizes it: TensorFlow makes it float32, whatever the layer's format is.
  func fractionalPicture(_ x: Term) -> Term { x(Cast(precision ?? .float32)) }

  /// What became of it in its format of whole numbers again.
  func wholePicture(_ y: Term, _ format: DType) throws -> Term {
    format.saturated(try self("y_fractional", y, "before it is rounded"))
  }
}
