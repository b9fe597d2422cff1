import Terms

/// Every activation there is, by the name of its file.
package enum Activations {
  static let all: [any ActivationKind.Type] = [
    CeluActivation.self,
    EluActivation.self,
    ExponentialActivation.self,
    GeluActivation.self,
    GluActivation.self,
    HardShrinkActivation.self,
    HardSigmoidActivation.self,
    HardSiluActivation.self,
    HardTanhActivation.self,
    LeakyReluActivation.self,
    LinearActivation.self,
    LogSigmoidActivation.self,
    LogSoftmaxActivation.self,
    MishActivation.self,
    Relu6Activation.self,
    ReluActivation.self,
    SeluActivation.self,
    SigmoidActivation.self,
    SiluActivation.self,
    SoftShrinkActivation.self,
    SoftmaxActivation.self,
    SoftplusActivation.self,
    SoftsignActivation.self,
    SparsePlusActivation.self,
    SparseSigmoidActivation.self,
    SparsemaxActivation.self,
    SquareplusActivation.self,
    TanhActivation.self,
    TanhShrinkActivation.self,
  ]

  /// The names that Keras knows them by.
  package static var names: [String] { all.flatMap { $0.names } }

  /// The functions that a person may type, by name: those that are not ops themselves.
  ///
  /// `hard_sigmoid` is Keras 3's, `hard_sigmoid_2` that of Keras 1 and 2; `gelu_by_tanh` is what
  /// the operation of Keras 3 computes by default.
  package static let functions: [String: @Sendable (Term) -> Term] = {
    var result: [String: @Sendable (Term) -> Term] = [:]
    for kind in all {
      for name in kind.names { result[name] = kind.function(KerasVersion(3)) }
    }
    result["hard_sigmoid_2"] = HardSigmoidActivation.function(KerasVersion(2))
    result["gelu_by_tanh"] = Term.geluByTanh
    return result
  }()

  /// The same as expressions call them, of one operand each.
  package static let makers: [String: FunctionMaker] = functions.mapValues { function in
    { operands, options in
      guard operands.count == 1, options.isEmpty, let operand = operands.first else { return nil }
      return function(operand)
    }
  }
}
