import Tensors
import Training

/// Whether what is given has the shape that a loss takes.
extension Aim {
  /// The shape of one sample of a target, as far as its axes say.
  static func one(_ tensor: Tensor, _ samples: Int) -> Shape {
    tensor.shape.rank > 0 && tensor.shape[0] == samples ? tensor.shape.removing(0) : tensor.shape
  }

  /// A target of all samples in the shape that the loss takes: as the output, or the numbers of classes.
  static func fitted(
    _ tensor: Tensor, _ output: Compiled.Output, _ loss: OutputLoss, _ samples: Int
  ) throws -> Tensor {
    guard loss.loss is any Loss else {
      return try asGiven(tensor, output, samples)
    }
    let isClasses = takesClasses(loss)
    let whole = isClasses ? output.shape.leading : output.shape
    let column = Shape(output.shape.leading.dims + [1])
    // A last axis of length 1 may be left out, or be there.
    if loss.loss is CategoricalGeneralizedCrossEntropy, output.shape.width != 1,
      tensor.shape == column.inserting(samples, at: 0)
    {
      throw InputError(
        "the target of \(output.name) is a column, \(tensor.shape), with which Keras takes the class of every sample for every "
          + "other one as well",
        hint: "Give the numbers of the classes as \(whole.inserting(samples, at: 0)).")
    }
    let forms = isClasses ? [whole, column] : whole == column ? [whole, whole.leading] : [whole]
    for form in forms {
      let batch = form.inserting(samples, at: 0)
      if tensor.shape == batch || samples == 1 && tensor.shape == form,
        let fitted = tensor.reshaped(whole.inserting(samples, at: 0))
      {
        return try checked(fitted.cast(to: .float32), output, isClasses)
      }
    }
    let one = isClasses ? "the number of a class, \(whole)" : "\(whole)"
    let all = whole.inserting(samples, at: 0)
    throw InputError(
      "the target of \(output.name) is \(tensor.shape), which does not fit "
        + (samples == 1 ? one : "\(samples) samples of \(one)"),
      hint: (samples == 1 ? "" : "For all samples that are fed: \(all). ")
        + (isClasses
          ? "sparse_categorical_crossentropy takes numbers of classes, categorical_crossentropy one number a class."
          : "y has the shape of the output."))
  }

  /// A target for a loss that was typed, which takes it as it is: a row for each sample.
  private static func asGiven(
    _ tensor: Tensor, _ output: Compiled.Output, _ samples: Int
  ) throws -> Tensor {
    let whole = output.shape
    let hasRows = tensor.shape.dims.first == samples
    // One sample may be given without an axis of samples; its own first axis may be of length 1 as well.
    if samples == 1, tensor.shape == whole || !hasRows,
      let one = tensor.reshaped(tensor.shape.inserting(1, at: 0))
    {
      return try asGiven(one, output, samples)
    }
    guard hasRows else {
      throw InputError(
        "the target of \(output.name) is \(tensor.shape), and \(samples) samples are fed",
        hint: "Its first axis counts the samples: \(whole.inserting(samples, at: 0)), say.")
    }
    // One number for each sample belongs to the one place of the output.
    let isColumn = tensor.shape.rank == 1 && whole == Shape([1])
    return (isColumn ? tensor.reshaped(Shape([samples, 1])) ?? tensor : tensor).cast(to: .float32)
  }

  /// What samples weigh: one number each, by itself or in a column, or one for each of its places but the last axis.
  static func fitted(
    weights tensor: Tensor, _ output: Compiled.Output, _ loss: OutputLoss, _ samples: Int
  ) throws -> Tensor {
    let places = output.shape.dims.dropLast()
    let forms = (0...places.count).map { Shape(Array(places.prefix($0))).inserting(samples, at: 0) }
    if samples == 1, tensor.shape.rank == 0, let one = tensor.reshaped(Shape([1])) {
      return one.cast(to: .float32)
    }
    let isColumn = tensor.shape == Shape([samples, 1]) && places.count < 2
    let fitting = isColumn ? tensor.reshaped(Shape([samples])) ?? tensor : tensor
    guard forms.contains(fitting.shape) else {
      let each = places.isEmpty ? "" : ", or for each place: \(forms[places.count])"
      throw InputError(
        "the weights of the samples are \(tensor.shape), and \(samples) samples of \(output.name) are fed",
        hint: "One number for each sample: \(forms[0])\(each).")
    }
    let rest = places.dropFirst(fitting.shape.rank - 1)
    guard
      loss.generation != .keras3 || !loss.isKeras || isColumn || samples == 1
        || rest.allSatisfy({ $0 == 1 })
    else {
      let others =
        places.last == samples
        ? ", so that the weight of a sample would be that of a place of all samples; that is not computed"
        : ", and refuses where the lengths differ"
      throw InputError(
        "weights of samples in the shape \(tensor.shape) do not fit a loss of \(output.name), \(forms[places.count]), in "
          + "Keras 3: it multiplies them along the last axis\(others)",
        hint: places.count == 1
          ? "Give them as a column, \(Shape([samples, 1])), or one for each place."
          : "Give one for each place.")
    }
    return fitting.cast(to: .float32)
  }

  private static func checked(
    _ target: Tensor, _ output: Compiled.Output, _ isClasses: Bool
  ) throws -> Tensor {
    let count = Double(output.shape.width)
    let stray = target.elements.first { !(0..<count).contains($0) || $0 != $0.rounded() }
    if isClasses, let stray {
      throw InputError(
        "there is no class \(NumberFormat.exact(stray, .float32)) of \(output.name)",
        hint: "Its classes are 0 to \(output.shape.width - 1).")
    }
    return target
  }
}
