import Tensors

extension Feed {
  /// An array in the format of the input that it is fed to.
  ///
  /// For whole numbers fractions are cut off, as Keras does; what no such format holds is refused:
  /// Keras would take whatever the processor makes of it.
  package static func cast(_ tensor: Tensor, as input: Model.Input) throws -> Tensor {
    try refuseOtherKind(tensor, input)
    if input.dtype == .string { return tensor }
    guard !input.dtype.isFloat, input.dtype != .bool else { return tensor.cast(to: input.dtype) }
    if let place = tensor.elements.firstIndex(where: { !isHeld($0, by: input.dtype) }) {
      let index = tensor.shape.index(of: place).map(String.init).joined(separator: ", ")
      let number = NumberFormat.exact(tensor.elements[place], tensor.dtype)
      throw InputError(
        "\(input.name) takes whole numbers (\(input.dtype.rawValue)), but what is fed holds "
          + "\(number) at [\(index)]",
        hint: "Feed whole numbers; the first number of the place counts the samples.")
    }
    return tensor.cast(to: input.dtype)
  }

  /// Whether a number without its fraction is one of the format; the bounds of 64 bits are no
  /// doubles, so that the next one beyond stands for them.
  private static func isHeld(_ number: Double, by dtype: DType) -> Bool {
    let whole = number.rounded(.towardZero)
    return dtype.rounded(whole) == whole
      || dtype == .int64 && whole == 0x1p63 || dtype == .uint64 && whole == 0x1p64
  }

  /// What is said about arrays whose fractions are cut off.
  package static func cuts(_ tensors: [Tensor], _ inputs: [Model.Input]) -> [String] {
    zip(tensors, inputs).compactMap { tensor, input in
      guard !input.dtype.isFloat, input.dtype != .bool, tensor.dtype.isFloat,
        tensor.elements.contains(where: { $0 != $0.rounded(.towardZero) })
      else { return nil }
      return "\(input.name) takes whole numbers: the fractions are cut off, as in Keras"
    }
  }
}
