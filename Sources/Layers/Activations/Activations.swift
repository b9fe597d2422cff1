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
    // The slopes of those that have one with a name.
    for function in result.values {
      guard case .named(let named, _) = function(0), let slope = named.slopeFunction else {
        continue
      }
      result[slope.name] = { .named(slope, [$0]) }
    }
    return result
  }()

  /// The same as expressions call them, of one operand each, in a model that Keras 3 saved.
  package static let makers: [String: FunctionMaker] = functions.mapValues(maker)

  private static let makersBeforeKeras3: [String: FunctionMaker] = {
    var result = makers
    result["hard_sigmoid"] = makers["hard_sigmoid_2"]
    return result
  }()

  /// What is typed in a model means what the Keras that saved it calls so.
  package static func makers(_ version: KerasVersion) -> [String: FunctionMaker] {
    version.major < 3 ? makersBeforeKeras3 : makers
  }

  private static func maker(_ function: @escaping @Sendable (Term) -> Term) -> FunctionMaker {
    { operands, options in
      guard operands.count == 1, options.isEmpty, let operand = operands.first else { return nil }
      return function(operand)
    }
  }

  /// What an equation's function is, where its name alone does not say; nil for all others.
  package static func remark(on function: String) -> String? {
    guard function == "hard_sigmoid_2" else { return nil }
    return "hard_sigmoid_2 is the hard_sigmoid of Keras 1 and 2, 0.2·x + 0.5 between 0 and 1; "
      + "that of Keras 3 is another"
  }
}
