import Terms

/// Functions element by element, and those along an axis.
extension OperationRules {
  static let functions = [
    OperationRule("Exp", tf: ["exp"]) { try $0.real($0.x())(Exp()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Expm1", tf: ["expm1"]) { try $0.real($0.x())(Expm1()) },
    OperationRule("Log", tf: ["log"]) { try $0.real($0.x())(Log()) }
      .being(.takesLengthsAsNumbers),
    OperationRule("Log1p", tf: ["log1p"]) { try $0.real($0.x())(Log1p()) },
    OperationRule("Sin", tf: ["sin"]) { try $0.real($0.x())(Sin()) },
    OperationRule("Cos", tf: ["cos"]) { try $0.real($0.x())(Cos()) },
    OperationRule("Erf", tf: ["erf"]) { try $0.real($0.x())(Erf()) },
    OperationRule("Tanh", tf: ["tanh"]) { try $0.real($0.x())(Tanh()) },
    OperationRule("Sigmoid", tf: ["sigmoid"]) { try $0.real($0.x())(Sigmoid()) },
    OperationRule("Relu", tf: ["relu"]) { call in
      for name in ["alpha", "negative_slope", "threshold"] { try call.expect(name, 0) }
      return try call.x()(Relu())
    },
    OperationRule("Relu6", tf: ["relu6"]) { .minimum(try $0.x()(Relu()), 6) },
    OperationRule("Softplus", tf: ["softplus"]) { try $0.real($0.x())(Softplus()) },
    OperationRule("Softsign", tf: ["softsign"]) { try $0.real($0.x())(Softsign()) },
    OperationRule("Softmax", tf: ["softmax"]) { try $0.softmax() }
      .lookingAtBatch(OperationCall.softmaxLooksAtBatch),
    OperationRule("LogSoftmax", tf: ["log_softmax"]) { try $0.softmax(isLogarithm: true) }
      .lookingAtBatch(OperationCall.softmaxLooksAtBatch),
    OperationRule("Gelu", tf: ["gelu"]) { call in
      // Keras' operation approximates unless told otherwise, TensorFlow's does not.
      let isApproximate = try call.flag("approximate", default: !call.isTensorFlow)
      return try isApproximate ? .geluByTanh(call.x()) : call.activation("gelu")
    },
    OperationRule("Elu", tf: ["elu"]) { .elu(try $0.x(), alpha: try $0.number("alpha") ?? 1) },
    OperationRule("LeakyRelu", tf: ["leaky_relu"]) { call in
      .leakyRelu(try call.x(), slope: try call.number("negative_slope", "alpha") ?? 0.2)
    },
    OperationRule("Silu", tf: ["silu", "swish"]) { call in
      guard let beta = try call.number("beta"), beta != 1 else {
        return try call.activation("silu")
      }
      let x = try call.x()
      return x * (.number(beta) * x)(Sigmoid())
    },
    OperationRule("Selu", tf: ["selu"]) { try $0.activation("selu") },
    OperationRule("LogSigmoid", tf: ["log_sigmoid"]) { try $0.activation("log_sigmoid") },
    OperationRule("Mish") { try $0.activation("mish") },
    OperationRule("HardSigmoid") { try $0.activation("hard_sigmoid") },
    OperationRule("HardSilu") { try $0.activation("hard_silu") },
    OperationRule("HardTanh") { try $0.activation("hard_tanh") },
    OperationRule("TanhShrink") { try $0.activation("tanh_shrink") },
    OperationRule("SparsePlus") { try $0.activation("sparse_plus") },
    OperationRule("SparseSigmoid") { try $0.activation("sparse_sigmoid") },
  ]
}

extension OperationCall {
  /// The function of Keras 3's activation of a name.
  fileprivate func activation(_ name: String) throws -> Term {
    guard let activation = Activation(named: name, version: KerasVersion(3)) else {
      throw misuse("is not known")
    }
    return try activation(try x())
  }
}
