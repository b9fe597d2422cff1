import Containers

/// How Keras 3 writes an object of a class: `{"module", "class_name", "config", "registered_name"}`.
enum Keras3Object {
  static func json(
    _ module: String, _ kind: String, _ config: JSON, registered: JSON = .null
  ) -> JSON {
    .object([
      "module": .string(module), "class_name": .string(kind), "config": config,
      "registered_name": registered,
    ])
  }

  static func layer(_ kind: String, _ config: JSON) -> JSON {
    json(modules[kind] ?? "keras.layers", kind, config)
  }

  /// Where Keras has layers that `keras.layers` does not list: its ready-made models and a FeatureSpace are built of them.
  private static let modules = [
    "TFDConcat": "keras.src.layers.preprocessing.feature_space",
    "TFDIdentity": "keras.src.layers.preprocessing.feature_space",
    "LayerScale": "keras.src.applications.convnext",
    "StochasticDepth": "keras.src.applications.convnext",
    "CustomScaleLayer": "keras.src.applications.inception_resnet_v2",
  ]
}

/// What Keras 3 calls what older versions called otherwise.
enum Keras3Names {
  static func kind(_ kind: String) -> String { kinds[kind] ?? kind }

  private static let kinds = [
    "CuDNNLSTM": "LSTM", "CuDNNGRU": "GRU", "ThresholdedReLU": "ReLU",
    "SyncBatchNormalization": "BatchNormalization", "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "AvgPool1D": "AveragePooling1D", "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "MaxPool1D": "MaxPooling1D", "MaxPool2D": "MaxPooling2D", "MaxPool3D": "MaxPooling3D",
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D",
    "Convolution2DTranspose": "Conv2DTranspose", "Convolution3DTranspose": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D", "SeparableConvolution2D": "SeparableConv2D",
  ]

  /// The keys under which layers stand in others.
  static let layerKeys: Set<String> = ["layer", "backward_layer", "cell", "cells", "layers"]

  /// By what a key ends with: the classes that stand under it.
  static let objects: [(ending: String, objects: Keras3Objects)] = [
    ("_initializer", .initializers), ("_regularizer", .regularizers), ("_constraint", .constraints),
  ]
}

/// Classes beside layers, with the keys of their configs.
struct Keras3Objects {
  let module: String
  let keys: [String: [String]]

  /// Such an object in Keras 3's words: what has no name there is nil, and null stays null.
  func json(_ value: JSON) -> JSON? {
    if value.isNull { return .null }
    if let word = value.stringValue {
      return keys.keys.contains { $0.lowercased() == word.lowercased().filter { $0 != "_" } }
        ? value : nil
    }
    let kind = value["class_name"]?.stringValue ?? ""
    guard let name = keys.keys.contains(kind) ? kind : classes[kind], let known = keys[name] else {
      return nil
    }
    let values = (value["config"]?.objectValue ?? JSONObject([])).filter { known.contains($0.key) }
    return Keras3Object.json(module, name, .object(JSONObject(values.map { ($0.key, $0.value) })))
  }

  private var classes: [String: String] {
    [
      "glorot_uniform": "GlorotUniform", "glorot_normal": "GlorotNormal", "zeros": "Zeros",
      "ones": "Ones", "orthogonal": "Orthogonal", "random_uniform": "RandomUniform",
      "random_normal": "RandomNormal", "truncated_normal": "TruncatedNormal",
      "he_normal": "HeNormal", "he_uniform": "HeUniform", "lecun_normal": "LecunNormal",
      "lecun_uniform": "LecunUniform", "constant": "Constant", "l1_l2": "L1L2",
    ]
  }

  static let initializers = Keras3Objects(
    module: "keras.initializers",
    keys: [
      "Constant": ["value"], "GlorotNormal": ["seed"], "GlorotUniform": ["seed"],
      "HeNormal": ["seed"], "HeUniform": ["seed"], "Identity": ["gain"], "LecunNormal": ["seed"],
      "LecunUniform": ["seed"], "Ones": [], "Orthogonal": ["gain", "seed"],
      "RandomNormal": ["mean", "stddev", "seed"], "RandomUniform": ["minval", "maxval", "seed"],
      "TruncatedNormal": ["mean", "stddev", "seed"],
      "VarianceScaling": ["scale", "mode", "distribution", "seed"], "Zeros": [],
    ])
  static let regularizers = Keras3Objects(
    module: "keras.regularizers",
    keys: [
      "L1": ["l1"], "L2": ["l2"], "L1L2": ["l1", "l2"],
      "OrthogonalRegularizer": ["factor", "mode"],
    ])
  static let constraints = Keras3Objects(
    module: "keras.constraints",
    keys: [
      "MaxNorm": ["max_value", "axis"], "MinMaxNorm": ["min_value", "max_value", "rate", "axis"],
      "NonNeg": [], "UnitNorm": ["axis"],
    ])
}
