/// Every layer there is, by the name of its file.
package enum LayerKinds {
  package static let all: [any Layer.Type] = [
    ActivationLayerKind.self,
    AdaptivePooling.self,
    AddedLoss.self,
    AdditiveAttention.self,
    AlphaDropout.self,
    AttentionLayer.self,
    AutoContrast.self,
    BatchNormalization.self,
    Bidirectional.self,
    CategoryEncoding.self,
    CenterCrop.self,
    ConcatenateLayer.self,
    ContrastLimitedEqualization.self,
    Conv.self,
    ConvLSTM.self,
    ConvTranspose.self,
    Cropping.self,
    CuDNNGRU.self,
    CuDNNLSTM.self,
    CustomScaleLayer.self,
    Dense.self,
    DepthwiseConv.self,
    Discretization.self,
    Dot.self,
    Dropout.self,
    ELU.self,
    EinsumDense.self,
    Embedding.self,
    Flatten.self,
    GRU.self,
    GRUCell.self,
    GlobalPooling.self,
    GroupNormalization.self,
    GroupQueryAttention.self,
    HashedCrossing.self,
    Hashing.self,
    Identity.self,
    InputLayer.self,
    IntegerLookup.self,
    LSTM.self,
    LSTMCell.self,
    LayerNormalization.self,
    LayerScale.self,
    LeakyReLU.self,
    LocallyConnected.self,
    Masking.self,
    MelSpectrogram.self,
    Merge.self,
    MultiHeadAttention.self,
    Noise.self,
    NormalizationLayer.self,
    Operation.self,
    PReLU.self,
    PassThrough.self,
    PermuteLayer.self,
    Pipeline.self,
    Pooling.self,
    RMSNormalization.self,
    RNN.self,
    RandomAugmentation.self,
    RandomCrop.self,
    RandomFourierFeatures.self,
    ReLU.self,
    Refused.self,
    RepeatVector.self,
    Rescaling.self,
    ReshapeLayer.self,
    Resizing.self,
    ReversibleEmbedding.self,
    STFTSpectrogram.self,
    SeparableConv.self,
    SimpleRNN.self,
    SimpleRNNCell.self,
    SoftmaxLayer.self,
    SpectralNormalization.self,
    StackedRNNCells.self,
    StochasticDepth.self,
    StringLookup.self,
    TextVectorization.self,
    ThresholdedReLU.self,
    TimeDistributed.self,
    UnitNormalization.self,
    UpSampling.self,
    ZeroPadding.self,
  ]

  private static let byClass: [String: any Layer.Type] = {
    var result: [String: any Layer.Type] = [:]
    for kind in all {
      for name in kind.classNames { result[name] = kind }
    }
    return result
  }()

  /// The layer of a Keras class; nil when it is not supported.
  ///
  /// A class of Keras' own operations (`keras.src.ops.numpy.Add`) is an op node of a functional
  /// graph, not the layer of the same name; `isLayer` tells them apart where no module is named.
  package static func named(
    _ className: String, module: String? = nil, isLayer: Bool = true
  ) -> (any Layer.Type)? {
    if let module, module.hasPrefix("keras"), module.split(separator: ".").contains("ops") {
      return Operation.self
    }
    let isOperation = OperationRules.keras(className) != nil
    if !isLayer, isOperation || Operation.sharedNames.contains(className) { return Operation.self }
    return byClass[className] ?? (isOperation ? Operation.self : nil)
  }
}

extension LayerKinds {
  /// The classes that carry code and are never run.
  package static var refusedClasses: [String] { Refused.classNames }

  /// Keras 3's operations that a functional graph may hold.
  package static var operationClasses: [String] {
    let names: [String] = OperationRules.all.flatMap(\.keras)
    return Set(names).sorted()
  }

  /// Those that are known by name and not computed, by the reason why.
  package static var refusedOperations: [(classes: [String], reason: String)] {
    OperationRules.refused
  }
}
