extension TensorFlowOperation {
  /// Functions, Keras 3's class, operands, settings.
  static let table = """
    add | Add | x y |
    subtract sub | Subtract | x y |
    multiply mul | Multiply | x y |
    truediv divide | TrueDivide | x y |
    pow | Power | x y |
    floormod mod | Mod | x y |
    maximum | Maximum | x y |
    minimum | Minimum | x y |
    equal eq | Equal | x y |
    not_equal ne | NotEqual | x y |
    greater | Greater | x y |
    greater_equal | GreaterEqual | x y |
    less | Less | x y |
    less_equal | LessEqual | x y |
    logical_and | LogicalAnd | x y |
    logical_or | LogicalOr | x y |
    logical_not | LogicalNot | x |
    negative neg | Negative | x |
    abs | Absolute | x |
    square | Square | x |
    sqrt | Sqrt | x |
    rsqrt | Rsqrt | x |
    sign | Sign | x |
    floor | Floor | x |
    ceil | Ceil | x |
    exp | Exp | x |
    expm1 | Expm1 | x |
    log | Log | x |
    log1p | Log1p | x |
    round | Round | x |
    is_nan | Isnan | x |
    is_finite | Isfinite | x |
    is_inf | Isinf | x |
    asinh | Arcsinh | x |
    acosh | Arccosh | x |
    atanh | Arctanh | x |
    erf | Erf | x |
    floordiv floor_div | FloorDivide | x y |
    divide_no_nan | DivideNoNan | x y |
    sin | Sin | x |
    cos | Cos | x |
    tan | Tan | x |
    sinh | Sinh | x |
    cosh | Cosh | x |
    tanh | Tanh | x |
    sigmoid | Sigmoid | x |
    softplus | Softplus | features |
    softsign | Softsign | features |
    relu | Relu | features |
    relu6 | Relu6 | features |
    elu | Elu | features |
    selu | Selu | features |
    silu swish | Silu | features |
    log_sigmoid | LogSigmoid | x |
    softmax | Softmax | logits | axis
    log_softmax | LogSoftmax | logits | axis
    leaky_relu | LeakyRelu | features | alpha=negative_slope
    gelu | Gelu | features | approximate
    clip_by_value | Clip | t | clip_value_min=x_min clip_value_max=x_max
    where where_v2 | Where | condition x y |
    cast | Cast | x | dtype
    reshape | Reshape | tensor | shape=newshape
    expand_dims expand_dims_v2 | ExpandDims | input | axis
    squeeze squeeze_v2 | Squeeze | input | axis
    transpose transpose_v2 | Transpose | a | perm=axes
    concat | Concatenate | values | axis
    stack | Stack | values | axis
    tile | Tile | input | multiples=repeats
    reverse reverse_v2 | Flip | tensor | axis
    getitem | GetItem | tensor slice_spec |
    reduce_sum | Sum | input_tensor | axis keepdims
    reduce_mean | Mean | input_tensor | axis keepdims
    reduce_max | Max | input_tensor | axis keepdims
    reduce_min | Min | input_tensor | axis keepdims
    reduce_prod | Prod | input_tensor | axis keepdims
    reduce_any | Any | input_tensor | axis keepdims
    reduce_all | All | input_tensor | axis keepdims
    reduce_variance | Var | input_tensor | axis keepdims
    reduce_std | Std | input_tensor | axis keepdims
    reduce_logsumexp | Logsumexp | input_tensor | axis keepdims
    argmax | Argmax | input | axis
    argmin | Argmin | input | axis
    matmul | Matmul | a b |
    stop_gradient | StopGradient | input |
    zeros_like zeros_like_v2 | ZerosLike | input |
    ones_like ones_like_v2 | OnesLike | input |
    gather | Take | params indices | axis
    one_hot | OneHot | indices | depth=num_classes axis
    roll | Roll | input | shift axis
    unstack | Unstack | value | num axis
    split | Split | value | num_or_size_splits=indices_or_sections axis
    pad pad_v2 | Pad | tensor | paddings=pad_width mode
    convert_to_tensor | ConvertToTensor | value | dtype
    """
}
