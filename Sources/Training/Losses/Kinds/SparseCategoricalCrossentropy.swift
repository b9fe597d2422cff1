import Equations
import Tensors
import Terms

/// `ℓ = −ln softmax(z)` in the place of the class y; z is ln p, p = ŷ between 1e-7 and 1 − 1e-7.
///
/// From logits z it is that without a clip. y (…) holds numbers of classes, ŷ (…, classes).
struct SparseCategoricalCrossentropy: BatchwiseLoss {
  static let className = "SparseCategoricalCrossentropy"
  static let functionNames = ["sparse_categorical_crossentropy"]
  static let notSaved = ["axis"]
  static let takesClasses = true

  let fromLogits: Bool
  let ignored: Int?
  let axis: Int
  let saved: Saved

  init(_ saved: Saved) throws(Obstacle) {
    fromLogits = try saved.bool("from_logits", default: false)
    ignored = try saved.int("ignore_class")
    axis = try saved.axis()
    self.saved = saved
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let output = prediction.output
    guard axis == -1 || axis == output.shape.rank - 1 else {
      throw saved.obstacle(
        "its classes stand along axis \(axis + 1)", "Keras computes it for the last axis alone.")
    }
    let y = try eq.classes(y, output)
    let valid = try ignored.map { ignored in
      try eq("m", .notEqual(y, .number(Double(ignored))), "what is not of the class \(ignored)")
    }
    let target = valid.map { Term.select($0, y, 0) } ?? y
    // Keras 3 blanks what is ignored before it looks for logits, and so finds none.
    let hides = ignored != nil && saved.generation == .keras3
    let logits = (hides ? nil : prediction.logits) ?? (fromLogits ? output : nil)
    let loss =
      try logits.map { try ofLogits($0, target, eq) } ?? ofProbabilities(output, target, eq)
    let term = valid.map { Term.select($0, loss, 0) } ?? loss
    return PlaceLosses(try places(term, "cross-entropy: −ln p of the class y", eq), mask: valid)
  }

  private func ofLogits(_ z: Term, _ y: Term, _ eq: some EquationList) throws -> Term {
    let hot = try eq.oneHot(y, z.shape.width, as: try z.type().dtype)
    return .named(Cross.sparse, [hot, z])
  }

  private func ofProbabilities(_ output: Term, _ y: Term, _ eq: some EquationList) throws -> Term {
    let p = try Fuzz.clipped(output, eq)
    let logp = try eq(
      Name("lnp", "ln p"), p.logarithm(LogSoftmax()),
      "ln p, and less ln Σp, for TensorFlow takes ln p for logits")
    let hot = try eq.oneHot(y, output.shape.width)
    return -Term.select(hot, logp, 0).sum([-1])
  }
}

extension EquationList {
  /// The numbers of the classes without an axis of length 1 that ŷ has no counterpart for.
  func classes(_ y: Term, _ output: Term) throws -> Term {
    guard y.shape.rank == output.shape.rank, y.shape.width == 1 else { return y }
    return y(Reshape(Array(y.shape.dims.dropLast())))
  }

  /// True in the place of the class, along a new last axis; as numbers 1 there, and 0 elsewhere.
  func oneHot(_ y: Term, _ count: Int, as dtype: DType? = nil) throws -> Term {
    let classes = constant("k", Tensor([count], y.dtype, (0..<count).map(Double.init)))
    let column = y(Reshape(y.shape.dims + [1]))
    let place = Term.equal(column, classes)
    let note = dtype == nil ? "the place of the class y" : "1 in the place of the class y"
    return try self(Name("hot", "[y = k]"), dtype.map { place.cast($0) } ?? place, note)
  }
}
