import Equations

/// Functions element by element, and those along an axis.
extension OperationRules {
  static let functions = [
    OperationRule("Exp", tf: ["exp"]) { try $0.x()(Exp()) },
    OperationRule("Expm1", tf: ["expm1"]) { try $0.x()(Expm1()) },
    OperationRule("Log", tf: ["log"]) { try $0.x()(Log()) },
    OperationRule("Log1p", tf: ["log1p"]) { try $0.x()(Log1p()) },
    OperationRule("Sin", tf: ["sin"]) { try $0.x()(Sin()) },
    OperationRule("Cos", tf: ["cos"]) { try $0.x()(Cos()) },
    OperationRule("Erf", tf: ["erf"]) { try $0.x()(Erf()) },
    OperationRule("Tanh", tf: ["tanh"]) { try $0.x()(Tanh()) },
    OperationRule("Sigmoid", tf: ["sigmoid"]) { try $0.x()(Sigmoid()) },
    OperationRule("Relu", tf: ["relu"]) { try $0.x()(Relu()) },
    OperationRule("Relu6", tf: ["relu6"]) { .minimum(try $0.x()(Relu()), 6) },
    OperationRule("Softplus", tf: ["softplus"]) { try $0.x()(Softplus()) },
    OperationRule("Softsign", tf: ["softsign"]) { try $0.x()(Softsign()) },
    OperationRule("Softmax", tf: ["softmax"]) { call in
      let x = try call.x()
      let axis = call.integers("axis", at: 1)?.first ?? -1
      return x(Softmax(axis: try call.axis(axis, rank: x.shape.rank)))
    },
    OperationRule("LogSoftmax", tf: ["log_softmax"]) { call in
      let x = try call.x()
      let axis = call.integers("axis", at: 1)?.first ?? -1
      return x(LogSoftmax(axis: try call.axis(axis, rank: x.shape.rank)))
    },
    OperationRule("Gelu", tf: ["gelu"]) { call in
      // Keras' operation approximates unless told otherwise, TensorFlow's does not.
      let isApproximate = call.number("approximate").map { $0 != 0 } ?? (call.name == "Gelu")
      return try isApproximate ? .geluByTanh(call.x()) : call.activation("gelu")
    },
    OperationRule("Elu", tf: ["elu"]) { .elu(try $0.x(), alpha: $0.number("alpha") ?? 1) },
    OperationRule("LeakyRelu", tf: ["leaky_relu"]) { call in
      .leakyRelu(try call.x(), slope: call.number("negative_slope", "alpha") ?? 0.2)
    },
    OperationRule("Silu", tf: ["silu", "swish"]) { try $0.activation("silu") },
    OperationRule("Selu", tf: ["selu"]) { try $0.activation("selu") },
    OperationRule("LogSigmoid", tf: ["log_sigmoid"]) { try $0.activation("log_sigmoid") },
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
    return activation(try x())
  }
}
