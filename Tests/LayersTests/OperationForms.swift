import Equations
import Tensors
import Terms

@testable import Layers

/// Calls of operations that take one kind of operands alone.
enum OperationForms {
  typealias Written = Argument<Signal>

  static func written(_ eq: Equations) -> [(arguments: [Written], keywords: [String: Written])] {
    func input(_ shape: Shape, _ dtype: DType = .float32) -> Written {
      .tensor(Signal(eq.input("f", TensorType(shape, dtype))))
    }
    func array(_ shape: Shape) -> Written {
      .array(Tensor(shape, .float32, repeating: 1))
    }
    let (x, whole, image) = (input([2, 2]), input([2, 2], .int32), input([2, 2, 3]))
    let (one, two, half): (Written, Written, Written) = (.number(1), .number(2), .decimal(0.5))
    let valid: [String: Written] = ["padding": .word("valid")]
    let heads = input([2, 2, 2])
    let corners: Written = .array(Tensor([4, 2], .float32, [0, 0, 1, 0, 0, 1, 1, 1]))
    let size: Written = .list([one, two, two, .number(3)])
    return [
      ([whole], [:]), ([whole, whole], [:]), ([whole, two], [:]), ([two], [:]),
      ([input([], .int32), input([2])], ["k": one]), ([input([], .int32), input([2])], [:]),
      (
        [.list([x, x])], ["sequence_length": two, "sequence_stride": one, "fft_length": two]
      ),
      ([input([2]), input([], .int32)], ["k": one]), ([x], ["indices_or_sections": two]),
      ([x, x], ["num": .number(3), "axis": one]),
      ([x], ["sequence_length": two, "sequence_stride": one]),
      ([x], ["frame_length": two, "frame_step": one]), ([heads, heads, heads], [:]),
      ([x, array([2]), array([2])], [:]),
      ([x, array([2]), array([2])], ["variance_epsilon": half]),
      ([image, array([1, 1, 3, 1])], valid),
      ([image, array([1, 1, 3, 1]), array([1, 1, 3, 1])], valid), ([x, array([1, 1, 2])], valid),
      ([image], [:]), ([image], ["size": two, "padding": .word("valid")]),
      (
        [image],
        [
          "top_padding": one, "left_padding": one, "bottom_padding": one, "right_padding": one,
        ]
      ),
      (
        [image],
        [
          "offset_height": one, "offset_width": one, "target_height": .number(4),
          "target_width": .number(4),
        ]
      ),
      (
        [image],
        [
          "top_cropping": one, "left_cropping": one, "bottom_cropping": .number(0),
          "right_cropping": .number(0),
        ]
      ),
      (
        [image],
        ["offset_height": one, "offset_width": one, "target_height": one, "target_width": one]
      ),
      ([image], ["kernel_size": .list([two, two]), "sigma": .list([half, half])]),
      ([image], ["kernel_size": one]),
      ([x], ["kernel_size": one, "output_size": .list([one, two])]),
      ([image], ["output_size": .list([one, one])]), ([array([2]), input([])], [:]),
      ([whole], ["shape": two]), ([x], ["compute_uv": .number(0)]),
      ([image], ["delta": half]), ([image], ["contrast_factor": half]),
      ([image, array([8])], [:]), ([image, corners, corners], [:]),
      ([image, image], ["filter_size": one]),
      ([image, size, array([1]), array([1])], ["spatial_dims": .list([one])]),
      ([image], ["central_fraction": half]), ([x], ["clip_norm": half, "axes": one]),
    ]
  }
}
